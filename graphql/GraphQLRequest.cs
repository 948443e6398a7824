using System.Text.Json;

namespace MoCluster.GraphQL;

/// <summary>A request as a client sends it: a document, the operation to run, and variables.</summary>
public sealed record GraphQLRequest
{
    /// <summary>The text of the document.</summary>
    public required string Query { get; init; }

    /// <summary>The name of the operation to run; may be null if the document has only one operation.</summary>
    public string? OperationName { get; init; }

    /// <summary>The variables, as a JSON object; Undefined or Null if there are none.</summary>
    public JsonElement Variables { get; init; }

    /// <summary>Further information from the client, which the executor does not read.</summary>
    public JsonElement Extensions { get; init; }
}
