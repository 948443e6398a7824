using System.Text.Json;

namespace MoCluster.GraphQL;

/// <summary>What a caller asks for.</summary>
public sealed record GraphQLRequest
{
    /// <summary>The document.</summary>
    public required string Query { get; init; }

    /// <summary>Which operation of the document to run; may be null if it has only one.</summary>
    public string? OperationName { get; init; }

    /// <summary>The variables, a JSON object; Undefined or Null for none.</summary>
    public JsonElement Variables { get; init; }

    /// <summary>What the protocol carries besides; the executor does not look at it.</summary>
    public JsonElement Extensions { get; init; }
}
