using System.Net.Http.Json;
using System.Text.Json;

namespace MoCluster.Benchmarks;

/// <summary>The requests that the benchmarks over HTTP send.</summary>
internal static class BenchClient
{
    public const int Batch = 500;

    /// <summary>
    /// Declares a namespace with one listener, whose limit of events in flight no benchmark reaches. Returns the listener's uuid.
    /// </summary>
    public static async Task<string> DeclareAsync(this HttpClient client, string name)
    {
        await client.AskAsync("mutation($n: String!) { event_namespace_create(input: {name: $n}) { name } }", new { n = name });
        var listener = await client.AskAsync(
            "mutation($n: String!) { event_listener_create(input: {namespace: $n, user_key: \"bench\", routing_key: \"thing\", max_in_flight: 100000}) { uuid } }",
            new { n = name });
        return listener.GetProperty("event_listener_create").GetProperty("uuid").GetString()!;
    }

    /// <summary>Sends <see cref="Batch"/> events.</summary>
    public static Task<JsonElement> PublishAsync(this HttpClient client, string name) => client.AskAsync(
        "mutation($n: String!, $e: [SentEventInput!]!) { events_send(input: {namespace: $n, events: $e}) }",
        new { n = name, e = Enumerable.Range(0, Batch).Select(_ => new { routing_key = "thing", subject = Subject.Next() }) });

    /// <summary>Sends a request and returns the data of the answer. Throws if the answer has errors.</summary>
    public static async Task<JsonElement> AskAsync(this HttpClient client, string query, object? variables = null, string path = "/graphql")
    {
        using var response = await client.PostAsJsonAsync(path, new { query, variables });
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return answer.TryGetProperty("errors", out var errors)
            ? throw new InvalidOperationException(errors.GetRawText())
            : answer.GetProperty("data");
    }
}
