using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace MoCluster.Benchmarks;

/// <summary>The same path over HTTP and GraphQL, against a process of its own, client included.</summary>
internal static class HttpBenchmark
{
    private const int Events = 200_000;
    private const int Batch = 500;

    public static async Task RunAsync(Report report)
    {
        var directory = Directory.CreateTempSubdirectory("mocluster-bench-").FullName;
        using var process = Start(directory);
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri(await AddressAsync(process)) };
            await RunAsync(client, "warm", 20_000);
            report.Figure("published, delivered, acknowledged by HTTP", await RunAsync(client, "bench", Events), "events/s",
                "published, delivered, acknowledged", $"2 publishers × {Batch}, 2 consumers × 1000");
            await SingleAsync(report, client);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>One event a request, as integrations of today ask: a fetch and an acknowledgement, by eight callers.</summary>
    private static async Task SingleAsync(Report report, HttpClient client)
    {
        const int Singles = 8_000;
        var listener = await DeclareAsync(client, "single");
        for (var sent = 0; sent < Singles; sent += Batch)
            await PublishAsync(client, "single");
        var taken = 0;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                var fetched = (await PostAsync(
                    client, "query($l: UUID!) { event_fetch(filter: {listener: $l}) { uuid subject token } }", new { l = listener })).GetProperty("event_fetch");
                if (fetched.ValueKind == JsonValueKind.Null)
                    return;
                await PostAsync(client, "mutation($t: EventToken!) { event_acknowledge(input: $t) }", new { t = fetched.GetProperty("token").GetString() });
                Interlocked.Increment(ref taken);
            }
        })));
        report.Figure("fetch+ack by HTTP, one event a request", taken / watch.Elapsed.TotalSeconds, "pairs/s", note: "8 callers; two requests and two durable commits a pair");
    }

    private static async Task<double> RunAsync(HttpClient client, string name, int events)
    {
        var listener = await DeclareAsync(client, name);
        var acknowledged = 0;
        var watch = Stopwatch.StartNew();
        var publishers = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            for (var sent = 0; sent < events / 2; sent += Batch)
                await PublishAsync(client, name);
        }));
        var consumers = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            while (Volatile.Read(ref acknowledged) < events)
            {
                var got = (await PostAsync(
                    client,
                    "query($l: UUID!) { events_fetch(filter: {listener: $l}, limit: 1000, wait_seconds: 0.2) { subject token } }",
                    new { l = listener })).GetProperty("events_fetch");
                if (got.GetArrayLength() == 0)
                    continue;
                var tokens = got.EnumerateArray().Select(delivery => delivery.GetProperty("token").GetString()).ToArray();
                await PostAsync(client, "mutation($t: [EventToken!]!) { events_acknowledge(input: $t) }", new { t = tokens });
                Interlocked.Add(ref acknowledged, tokens.Length);
            }
        }));
        await Task.WhenAll(publishers.Concat(consumers));
        return acknowledged / watch.Elapsed.TotalSeconds;
    }

    private static async Task<string> DeclareAsync(HttpClient client, string name)
    {
        await PostAsync(client, "mutation($n: String!) { event_namespace_create(input: {name: $n}) { name } }", new { n = name });
        var listener = await PostAsync(
            client,
            "mutation($n: String!) { event_listener_create(input: {namespace: $n, user_key: \"bench\", routing_key: \"thing\", max_in_flight: 100000}) { uuid } }",
            new { n = name });
        return listener.GetProperty("event_listener_create").GetProperty("uuid").GetString()!;
    }

    private static Task<JsonElement> PublishAsync(HttpClient client, string name) => PostAsync(
        client,
        "mutation($n: String!, $e: [SentEventInput!]!) { events_send(input: {namespace: $n, events: $e}) }",
        new { n = name, e = Enumerable.Range(0, Batch).Select(_ => new { routing_key = "thing", subject = Guid.NewGuid().ToString() }) });

    private static async Task<JsonElement> PostAsync(HttpClient client, string query, object variables)
    {
        using var response = await client.PostAsJsonAsync("/graphql", new { query, variables });
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return answer.TryGetProperty("errors", out var errors)
            ? throw new InvalidOperationException(errors.GetRawText())
            : answer.GetProperty("data");
    }

    private static Process Start(string directory)
    {
        var program = typeof(Silo.Process.Node).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", [program, "urls=http://127.0.0.1:0", $"Store:Directory={directory}"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task<string> AddressAsync(Process process)
    {
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The silo ended before it was ready.");
        var from = line.IndexOf("http://", StringComparison.Ordinal);
        return line[from..line.IndexOf("/graphql", StringComparison.Ordinal)];
    }
}
