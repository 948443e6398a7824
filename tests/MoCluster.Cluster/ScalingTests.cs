using System.Diagnostics;
using MoCluster.Cluster.Hosting;
using MoCluster.History.Workload;
using Npgsql;

namespace MoCluster.Cluster;

/// <summary>
/// How far more silos help, on one machine with the database beside them: events a second over the API, small calls a second, what the
/// database does, and the time from a commit to a waiting listener at another silo. For <c>./mo bench cluster</c>; docs/SCALING.md reads it.
/// </summary>
public sealed class ScalingTests(ITestOutputHelper output)
{
    private const int Streams = 8;
    private const int Batch = 200;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(8);

    private const string Declare = """
        mutation($name: String!) {
          event_namespace_create(input: {name: $name}) { name }
        }
        """;

    private const string Listen = """
        mutation($name: String!) {
          event_listener_create(input: {namespace: $name, user_key: $name, routing_key: "r", max_in_flight: 100000}) { uuid }
        }
        """;

    private const string SendMany =
        "mutation($name: String!, $events: [SentEventInput!]!) { events_send(input: {namespace: $name, events: $events}) }";

    private const string FetchMany =
        "query($listener: UUID!, $wait: Float!) { events_fetch(filter: {listener: $listener}, limit: 1000, wait_seconds: $wait) { token } }";

    private const string Acknowledge = "mutation($tokens: [EventToken!]!) { events_acknowledge(input: $tokens) }";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Explicit = true)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task How_much_a_cluster_does(int silos)
    {
        await using var cluster = await SiloCluster.StartAsync(silos);
        var paths = await Task.WhenAll(Enumerable.Range(0, Streams).Select(i => PathAsync(cluster, $"spread{i}", i)));
        await MoveAsync(paths, TimeSpan.FromSeconds(4));
        var commits = await CommitsAsync();
        var spread = await MoveAsync(paths, Time);
        output.WriteLine($"{silos} silos: {spread:N0} events/s over {Streams} streams, {(await CommitsAsync() - commits) / Time.TotalSeconds:N0} transactions/s");

        var hot = await PathAsync(cluster, "hot", 0);
        var one = await MoveAsync([.. Enumerable.Range(0, Streams).Select(i => hot with { Client = ClientOf(cluster, i) })], Time);
        output.WriteLine($"{silos} silos: {one:N0} events/s over one hot stream");

        var calls = await CallAsync(cluster, paths);
        output.WriteLine($"{silos} silos: {calls:N0} empty fetches/s");

        var delays = await DelaysAsync(cluster, paths, spread / 2);
        output.WriteLine($"{silos} silos: commit to waiting listener{(silos > 1 ? " at another silo" : "")}, at half that load: "
            + $"p50 {delays[delays.Length / 2]:F1} ms, p99 {delays[delays.Length * 99 / 100]:F1} ms ({delays.Length} events)");
    }

    private static SiloClient ClientOf(SiloCluster cluster, int i) =>
        new(new Endpoints(cluster.Silos[i % cluster.Silos.Count].Address), $"client-{i}", i, TimeSpan.FromSeconds(60));

    private static async Task<Path> PathAsync(SiloCluster cluster, string name, int i)
    {
        var client = ClientOf(cluster, i);
        await AskAsync(client, Declare, new { name });
        var listener = (await AskAsync(client, Listen, new { name })).Data.GetProperty("uuid").GetGuid();
        return new Path(name, listener, client);
    }

    /// <summary>Publishes, fetches and acknowledges on all paths at once.</summary>
    /// <returns>Events acknowledged a second.</returns>
    private static async Task<double> MoveAsync(Path[] paths, TimeSpan time, double limit = double.MaxValue)
    {
        var (started, acknowledged) = (Stopwatch.GetTimestamp(), 0L);
        await Task.WhenAll(paths.Select(path => Task.Run(async () =>
        {
            for (var sent = 0L; Stopwatch.GetElapsedTime(started) < time;)
            {
                var events = Enumerable.Range(0, Batch).Select(_ => new { routing_key = "r", subject = Guid.NewGuid().ToString("N") });
                await AskAsync(path.Client, SendMany, new { name = path.Name, events });
                sent += Batch;
                var handed = await AskAsync(path.Client, FetchMany, new { listener = path.Listener, wait = 0.0 });
                string[] tokens = [.. handed.Data.EnumerateArray().Select(item => item.GetProperty("token").GetString()!)];
                if (tokens.Length > 0)
                    await AskAsync(path.Client, Acknowledge, new { tokens });
                Interlocked.Add(ref acknowledged, tokens.Length);
                var ahead = TimeSpan.FromSeconds(sent / (limit / paths.Length)) - Stopwatch.GetElapsedTime(started);
                if (ahead > TimeSpan.Zero)
                    await Task.Delay(ahead, Cancellation);
            }
        })));
        return acknowledged / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<double> CallAsync(SiloCluster cluster, Path[] paths)
    {
        var (started, calls) = (Stopwatch.GetTimestamp(), 0L);
        await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(async () =>
        {
            using var client = ClientOf(cluster, i);
            while (Stopwatch.GetElapsedTime(started) < Time / 2)
            {
                await AskAsync(client, FetchMany, new { listener = paths[i % paths.Length].Listener, wait = 0.0 });
                Interlocked.Increment(ref calls);
            }
        })));
        return calls / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Publishes single events at the first silo for a listener that waits at the last, while the paths move half of what they can.</summary>
    /// <returns>Milliseconds from the publication's answer to the delivery's, ascending.</returns>
    private static async Task<double[]> DelaysAsync(SiloCluster cluster, Path[] paths, double rate)
    {
        var load = MoveAsync(paths, 2 * Time, rate);
        var waiting = await PathAsync(cluster, "waiting", cluster.Silos.Count - 1);
        using var publisher = ClientOf(cluster, 0);
        var delays = new List<double>();
        while (!load.IsCompleted)
        {
            var fetch = AskAsync(waiting.Client, FetchMany, new { listener = waiting.Listener, wait = 10.0 });
            await Task.Delay(20, Cancellation);
            await AskAsync(publisher, SendMany, new { name = waiting.Name, events = new[] { new { routing_key = "r", subject = Guid.NewGuid().ToString("N") } } });
            var published = Stopwatch.GetTimestamp();
            var handed = await fetch;
            delays.Add(Stopwatch.GetElapsedTime(published).TotalMilliseconds);
            string[] tokens = [.. handed.Data.EnumerateArray().Select(item => item.GetProperty("token").GetString()!)];
            if (tokens.Length > 0)
                await AskAsync(waiting.Client, Acknowledge, new { tokens });
        }

        await load;
        return [.. delays.Order()];
    }

    private static async Task<long> CommitsAsync()
    {
        var server = await Database.ServerAsync();
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()");
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private static async Task<Answer> AskAsync(SiloClient client, string document, object variables)
    {
        while (true)
        {
            var answer = await client.SendAsync(document, variables, wait: TimeSpan.FromSeconds(10), cancellation: Cancellation);
            if (answer.Kind == AnswerKind.Confirmed)
                return answer;
            Assert.False(answer.Kind == AnswerKind.Refused, answer.Message);
            await client.BackOffAsync(Cancellation);
        }
    }

    /// <summary>A stream with one listener, and who works with both.</summary>
    private sealed record Path(string Name, Guid Listener, SiloClient Client);
}
