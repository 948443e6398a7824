using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace MoCluster.Benchmarks;

/// <summary>
/// Measures one event per request over HTTP, as existing integrations ask: the rate of requests, what each costs the server, and how much
/// of that GraphQL costs. The peers are requests to the same server that use neither a grain nor the store.
/// </summary>
internal static class GraphQLBenchmark
{
    public const string Fetch = "query($l: UUID!) { event_fetch(filter: {listener: $l}) { uuid subject token } }";
    public const string Acknowledge = "mutation($t: EventToken!) { event_acknowledge(input: $t) }";

    private const int Callers = 8;
    private const int Warm = 4_000;
    private const int Events = 16_000;

    public static async Task RunAsync(Report report)
    {
        await using var silo = await MeasuredSilo.StartAsync();
        await MeasureAsync(silo, null, Warm);
        await MeasureAsync(silo, report, Events);
    }

    private static async Task MeasureAsync(MeasuredSilo silo, Report? report, int events)
    {
        var client = silo.Http;
        var listener = await client.DeclareAsync($"events-{events}");
        for (var sent = 0; sent < events; sent += BenchClient.Batch)
            await client.PublishAsync($"events-{events}");
        var tokens = new ConcurrentQueue<string>();

        await RunAsync("GET /health/live", null, async () => (await client.GetAsync("/health/live")).Dispose());
        await RunAsync("{ __typename }", "GET /health/live", () => client.AskAsync("{ __typename }"));
        var fetch = await RunAsync("event_fetch", "{ __typename }", async () =>
            tokens.Enqueue((await client.AskAsync(Fetch, new { l = listener })).GetProperty("event_fetch").GetProperty("token").GetString()!));
        var token = tokens.First();
        var acknowledge = await RunAsync("event_acknowledge", "{ __typename }", async () =>
            await client.AskAsync(Acknowledge, new { t = tokens.TryDequeue(out var next) ? next : throw new InvalidOperationException("No token is left.") }));
        if (report is null)
            return;
        await ExecutorAlone.RunAsync(report, "event_fetch", Fetch, JsonSerializer.SerializeToElement(new { l = listener }), fetch);
        await ExecutorAlone.RunAsync(report, "event_acknowledge", Acknowledge, JsonSerializer.SerializeToElement(new { t = token }), acknowledge);

        async Task<TimeSpan> RunAsync(string name, string? against, Func<Task> ask)
        {
            var before = await silo.UsedAsync();
            var watch = Stopwatch.StartNew();
            var left = events;
            await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
            {
                while (Interlocked.Decrement(ref left) >= 0)
                    await ask();
            })));
            var rate = events / watch.Elapsed.TotalSeconds;
            var used = (await silo.UsedAsync()).Since(before);
            report?.Figure(name, rate, "requests/s", against, $"{Callers} callers");
            report?.Figure($"{name}: allocated by the server", used.Bytes / (double)events, "B/request");
            report?.Figure($"{name}: CPU of the server", used.Cpu.TotalMicroseconds / events, "µs/request");
            return used.Cpu / events;
        }
    }
}
