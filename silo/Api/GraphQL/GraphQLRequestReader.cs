using System.Text.Json;
using MoCluster.GraphQL;
using MoCluster.Silo.Api.Http;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL;

/// <summary>Reads GraphQL requests from HTTP requests (GraphQL over HTTP, "Request").</summary>
internal static class GraphQLRequestReader
{
    private const string Shape =
        "a JSON object with \"query\" (a string) and, where needed, \"variables\" (an object) and \"operationName\" (a string)";

    private static readonly string[] Parameters = ["query", "operationName", "variables", "extensions"];

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = JsonBody.MaxDepth, AllowDuplicateProperties = false };

    /// <summary>Reads the JSON of a body.</summary>
    /// <param name="body">The body. Keep it unchanged while the document is in use.</param>
    /// <exception cref="MalformedRequestException">The body is not JSON.</exception>
    public static JsonDocument ReadJson(ReadOnlyMemory<byte> body) => Parse(body, "The body");

    /// <summary>Reads the request of a POST.</summary>
    /// <param name="body">The JSON of the body.</param>
    /// <exception cref="MalformedRequestException">The request is not a GraphQL request.</exception>
    public static GraphQLRequest Read(JsonElement body)
    {
        if (body.ValueKind == JsonValueKind.Array)
            throw new MalformedRequestException($"The body is a list; send requests one by one, each as {Shape}.");
        if (body.ValueKind != JsonValueKind.Object)
            throw new MalformedRequestException($"The body must be {Shape}.");
        return new GraphQLRequest
        {
            Query = Text(body, "query") ?? throw new MalformedRequestException($"The body has no \"query\"; it must be {Shape}."),
            OperationName = Text(body, "operationName"),
            Variables = Map(body, "variables"),
            Extensions = Map(body, "extensions"),
        };
    }

    /// <summary>Reads the request of a GET.</summary>
    /// <param name="query">The query string.</param>
    /// <param name="documents">Receives documents that the caller must dispose after the request.</param>
    /// <exception cref="MalformedRequestException">The request is not a GraphQL request.</exception>
    public static GraphQLRequest Read(IQueryCollection query, ICollection<JsonDocument> documents)
    {
        foreach (var name in Parameters.Where(name => query[name].Count > 1))
            throw new MalformedRequestException($"The parameter \"{name}\" is given more than once.");
        if (string.IsNullOrEmpty(query["query"]))
            throw new MalformedRequestException("The parameter \"query\" is missing: GET /graphql?query={…}, or POST application/json.");
        return new GraphQLRequest
        {
            Query = query["query"].ToString(),
            OperationName = query["operationName"].Count == 0 ? null : query["operationName"].ToString(),
            Variables = Parameter("variables"),
            Extensions = Parameter("extensions"),
        };

        JsonElement Parameter(string name)
        {
            if (string.IsNullOrEmpty(query[name]))
                return default;
            var json = System.Text.Encoding.UTF8.GetBytes(query[name].ToString());
            JsonBody.CheckText(json, $"The parameter \"{name}\"");
            var document = Parse(json, $"The parameter \"{name}\"");
            documents.Add(document);
            return document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Null
                ? document.RootElement
                : throw new MalformedRequestException($"The parameter \"{name}\" must be a JSON object.");
        }
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> json, string what)
    {
        try
        {
            return JsonDocument.Parse(json, Strict);
        }
        catch (JsonException wrong)
        {
            var at = wrong.LineNumber is { } line ? $" at line {line + 1}, byte {wrong.BytePositionInLine + 1}" : "";
            throw new MalformedRequestException(
                $"{what} is not JSON, names a field twice or nests deeper than {Strict.MaxDepth} levels{at}; it must be {Shape}.");
        }
    }

    private static string? Text(JsonElement body, string name)
    {
        if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : throw new MalformedRequestException($"\"{name}\" must be a string.");
    }

    private static JsonElement Map(JsonElement body, string name)
    {
        if (!body.TryGetProperty(name, out var value))
            return default;
        return value.ValueKind is JsonValueKind.Object or JsonValueKind.Null
            ? value
            : throw new MalformedRequestException($"\"{name}\" must be an object.");
    }
}
