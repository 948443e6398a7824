using System.Text.Json;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Tests;

/// <summary>Runs requests. On schemas of <see cref="SdlSchema"/>, <c>data</c> is the root value.</summary>
internal static class Run
{
    public static Task<string> JsonAsync(string sdl, string query, object? data = null, string? variables = null) =>
        JsonAsync(SdlSchema.Build(sdl), query, data, variables);

    public static async Task<string> JsonAsync(
        Schema schema, string query, object? data = null, string? variables = null, ExecutorOptions? options = null) =>
        (await ResultAsync(schema, query, data, variables, options)).ToJson();

    public static async Task<ExecutionResult> ResultAsync(
        Schema schema, string query, object? data = null, string? variables = null, ExecutorOptions? options = null)
    {
        var request = new GraphQLRequest
        {
            Query = query,
            Variables = variables is null ? default : JsonSerializer.Deserialize<JsonElement>(variables),
        };
        return await new GraphQLExecutor(schema, options).ExecuteAsync(request, data, TestContext.Current.CancellationToken);
    }

    /// <summary>Makes an object's value from field names and values, alternating.</summary>
    public static Dictionary<string, object?> Map(params object?[] pairs)
    {
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (var i = 0; i < pairs.Length; i += 2)
            map.Add((string)pairs[i]!, pairs[i + 1]);
        return map;
    }
}
