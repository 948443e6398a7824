using System.Diagnostics;
using MoCluster.Cluster.Hosting;
using MoCluster.History.Workload;
using Npgsql;

namespace MoCluster.Cluster;

/// <summary>
/// Measures how far more silos help, on one machine that also runs the database: events per second over the API, small calls per second,
/// the database's transactions, and the time from a commit to a listener that waits at another silo. <c>./mo bench cluster</c> runs it, and
/// docs/scaling.md explains the figures.
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
        output.WriteLine($"{silos} silos: idle, each uses {await IdleAsync(cluster) * 100:F1} % of a processor");
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

        var alone = await DelaysAsync(cluster, "alone", Task.Delay(2 * Time, Cancellation));
        output.WriteLine($"{silos} silos: without other load, {alone}");
        var half = await DelaysAsync(cluster, "half", MoveAsync(paths, 2 * Time, spread / 2));
        output.WriteLine($"{silos} silos: at half of the load over {Streams} streams, {half}");
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
    /// <returns>Acknowledged events per second.</returns>
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

    /// <summary>
    /// Publishes single events at the first silo and fetches them at the last one. In turn, one event is published while a fetch waits for it,
    /// and the next is fetched a moment after it was published. The second kind shows how much of the time the fetch itself takes.
    /// </summary>
    /// <param name="cluster">The silos.</param>
    /// <param name="name">A namespace that no other measurement uses.</param>
    /// <param name="load">The load that runs meanwhile. The measurement ends with it.</param>
    private static async Task<Delays> DelaysAsync(SiloCluster cluster, string name, Task load)
    {
        var path = await PathAsync(cluster, name, cluster.Silos.Count - 1);
        using var publisher = ClientOf(cluster, 0);
        var delays = new Delays([], [], []);
        for (var round = 0; !load.IsCompleted; round++)
        {
            // The first rounds activate grains, open connections and compile code, so they do not count.
            if (round == 10)
                delays = new Delays([], [], []);
            var fetch = FetchAsync(path);
            await Task.Delay(20, Cancellation);
            await PublishAsync();
            var published = Stopwatch.GetTimestamp();
            var tokens = await fetch;
            delays.Delivered.Add(Stopwatch.GetElapsedTime(published).TotalMilliseconds);
            await AskAsync(path.Client, Acknowledge, new { tokens });

            await PublishAsync();
            await Task.Delay(50, Cancellation);
            var asked = Stopwatch.GetTimestamp();
            tokens = await FetchAsync(path);
            delays.Fetched.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            await AskAsync(path.Client, Acknowledge, new { tokens });
        }

        await load;
        return delays;

        async Task PublishAsync()
        {
            var started = Stopwatch.GetTimestamp();
            await AskAsync(publisher, SendMany, new { name, events = new[] { new { routing_key = "r", subject = Guid.NewGuid().ToString("N") } } });
            delays.Published.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    /// <summary>Fetches the pending events, or waits up to 10 s for the next one.</summary>
    private static async Task<string[]> FetchAsync(Path path)
    {
        var handed = await AskAsync(path.Client, FetchMany, new { listener = path.Listener, wait = 10.0 });
        string[] tokens = [.. handed.Data.EnumerateArray().Select(item => item.GetProperty("token").GetString()!)];
        Assert.NotEmpty(tokens);
        return tokens;
    }

    /// <summary>The share of a processor that each silo uses while it gets no requests.</summary>
    private static async Task<double> IdleAsync(SiloCluster cluster)
    {
        var before = Used();
        await Task.Delay(Time, Cancellation);
        return (Used() - before) / Time / cluster.Silos.Count;

        TimeSpan Used() => cluster.Silos.Aggregate(TimeSpan.Zero, (sum, silo) =>
        {
            using var process = Process.GetProcessById(silo.ProcessId);
            return sum + process.TotalProcessorTime;
        });
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

    /// <summary>A stream with one listener, and the client that uses both.</summary>
    private sealed record Path(string Name, Guid Listener, SiloClient Client);

    /// <summary>
    /// Times in milliseconds: of each publication, from its answer to the delivery to a waiting fetch, and of each fetch that finds an
    /// event at once.
    /// </summary>
    private sealed record Delays(List<double> Published, List<double> Delivered, List<double> Fetched)
    {
        public override string ToString() =>
            $"from a publication's answer to a waiting listener {Of(Delivered)}; a publication {Of(Published)}; a fetch of what is there {Of(Fetched)}";

        private static string Of(List<double> times)
        {
            double[] ascending = [.. times.Order()];
            return $"p50 {ascending[ascending.Length / 2]:F1}, p99 {ascending[ascending.Length * 99 / 100]:F1} ms of {ascending.Length}";
        }
    }
}
