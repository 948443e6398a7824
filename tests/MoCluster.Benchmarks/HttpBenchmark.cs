using System.Diagnostics;
using System.Text.Json;

namespace MoCluster.Benchmarks;

/// <summary>
/// Measures the same as <see cref="PathBenchmark"/>, over HTTP and GraphQL against a separate process. The client's work is included.
/// </summary>
internal static class HttpBenchmark
{
    private const int Events = 200_000;
    private const string FetchVersioned = "query FetchEvent($l: UUID!) { event_fetch(filter: {listener: $l}) { subject priority token } }";
    private const string AcknowledgeVersioned = "mutation AcknowledgeEvent($t: EventToken!) { event_acknowledge(input: {token: $t}) }";

    public static async Task RunAsync(Report report)
    {
        await using var silo = await MeasuredSilo.StartAsync();
        await RunAsync(silo.Http, "warm", 20_000);
        report.Figure("published, delivered, acknowledged by HTTP", await RunAsync(silo.Http, "bench", Events), "events/s",
            "published, delivered, acknowledged", $"2 publishers × {BenchClient.Batch}, 2 consumers × 1000");
        await SingleAsync(report, silo.Http);
    }

    /// <summary>Measures one event per request, as existing integrations ask: a fetch and an acknowledgement, by eight callers.</summary>
    private static async Task SingleAsync(Report report, HttpClient client)
    {
        // Most of the first seconds goes into compilation.
        await TakeSinglyAsync(client, "warm-single", 16_000);
        await TakeSinglyAsync(client, "warm-versioned", 16_000, "/graphql/v25", FetchVersioned, AcknowledgeVersioned);
        var (taken, elapsed) = await TakeSinglyAsync(client, "single", 16_000);
        report.Figure("fetch+ack by HTTP, one event a request", taken / elapsed.TotalSeconds, "pairs/s", note: "8 callers; two requests and two durable commits a pair");
        (taken, elapsed) = await TakeSinglyAsync(client, "versioned", 16_000, "/graphql/v25", FetchVersioned, AcknowledgeVersioned);
        report.Figure("fetch+ack by HTTP in v25, one event a request", taken / elapsed.TotalSeconds, "pairs/s", note: "as above, with FastRAMQPI's documents");
    }

    /// <summary>Publishes events, then fetches and acknowledges them one by one, by eight callers.</summary>
    public static async Task<(int Taken, TimeSpan Elapsed)> TakeSinglyAsync(
        HttpClient client, string name, int events,
        string path = "/graphql", string fetch = GraphQLBenchmark.Fetch, string acknowledge = GraphQLBenchmark.Acknowledge)
    {
        var listener = await client.DeclareAsync(name);
        for (var sent = 0; sent < events; sent += BenchClient.Batch)
            await client.PublishAsync(name);
        var taken = 0;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                var fetched = (await client.AskAsync(fetch, new { l = listener }, path)).GetProperty("event_fetch");
                if (fetched.ValueKind == JsonValueKind.Null)
                    return;
                await client.AskAsync(acknowledge, new { t = fetched.GetProperty("token").GetString() }, path);
                Interlocked.Increment(ref taken);
            }
        })));
        return (taken, watch.Elapsed);
    }

    /// <summary>Publishes, fetches and acknowledges events, many per request. Returns events per second.</summary>
    public static async Task<double> RunAsync(HttpClient client, string name, int events)
    {
        var listener = await client.DeclareAsync(name);
        var acknowledged = 0;
        var watch = Stopwatch.StartNew();
        var publishers = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            for (var sent = 0; sent < events / 2; sent += BenchClient.Batch)
                await client.PublishAsync(name);
        }));
        var consumers = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            while (Volatile.Read(ref acknowledged) < events)
            {
                var got = (await client.AskAsync(
                    "query($l: UUID!) { events_fetch(filter: {listener: $l}, limit: 1000, wait_seconds: 0.2) { subject token } }",
                    new { l = listener })).GetProperty("events_fetch");
                if (got.GetArrayLength() == 0)
                    continue;
                var tokens = got.EnumerateArray().Select(delivery => delivery.GetProperty("token").GetString()).ToArray();
                await client.AskAsync("mutation($t: [EventToken!]!) { events_acknowledge(input: $t) }", new { t = tokens });
                Interlocked.Add(ref acknowledged, tokens.Length);
            }
        }));
        await Task.WhenAll(publishers.Concat(consumers));
        return acknowledged / watch.Elapsed.TotalSeconds;
    }
}
