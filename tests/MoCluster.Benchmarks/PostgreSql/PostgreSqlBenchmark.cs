using System.Diagnostics;
using MoCluster.Conformance.PostgreSql.Hosting;

namespace MoCluster.Benchmarks.PostgreSql;

/// <summary>
/// Compares MoCluster on PostgreSQL with its peers, on one private server and in one run: a well-made <c>FOR UPDATE SKIP LOCKED</c> queue,
/// one that also keeps one open row per subject as a listener does, and OS2mo's own statements. The client runs on the same machine.
/// </summary>
internal static class PostgreSqlBenchmark
{
    private const string Plain = "SKIP LOCKED";
    private const string OneASubject = "SKIP LOCKED, one row a subject,";
    private const string Os2mo = "OS2mo";
    private const int Rounds = 300;
    private const int Cores = 2;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(8);

    /// <summary>
    /// Long enough for the hot code to be compiled with full optimisation, and for tables and indexes to reach their usual state.
    /// </summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);
    private static readonly int[] Backlogs = [1_000, 100_000];

    public static async Task RunAsync(Report report)
    {
        if (PrivateServer.Obstacle() is { } obstacle)
        {
            report.Note(obstacle);
            return;
        }

        await using var server = await SettledServer.StartAsync();
        foreach (var pending in Backlogs)
        {
            await RunSkipLockedAsync(report, server, pending, oneASubject: false);
            await RunSkipLockedAsync(report, server, pending, oneASubject: true);
            await RunOs2moAsync(report, server, pending);
            await RunOwnAsync(report, server, pending, OneASubject, Plain, Os2mo);
        }
    }

    /// <summary>Measures MoCluster without its peers, for a profiler or to compare a change.</summary>
    public static async Task RunAloneAsync(Report report)
    {
        if (PrivateServer.Obstacle() is { } obstacle)
        {
            report.Note(obstacle);
            return;
        }

        await using var server = await SettledServer.StartAsync();
        foreach (var pending in Backlogs)
            await RunOwnAsync(report, server, pending);
    }

    /// <summary>Measures only mutations.</summary>
    public static async Task RunMutationsAsync(Report report)
    {
        if (PrivateServer.Obstacle() is { } obstacle)
        {
            report.Note(obstacle);
            return;
        }

        await using var server = await SettledServer.StartAsync();
        await PostgreSqlMutations.RunAsync(report, server);
    }

    private static async Task RunOwnAsync(Report report, PrivateServer server, int pending, params string[] peers)
    {
        await using var queue = await MoClusterQueue.StartAsync(server.ConnectionString, $"mocluster_{pending}");
        await new QueueLoad(queue).RunAsync(WarmUp);
        await FillAsync(queue, pending);
        var before = queue.Silo.Database.Counters;
        await MeasureAsync(report, server, "MoCluster", queue, pending, peers);
        var after = queue.Silo.Database.Counters;
        report.Figure("  commits a batch", (after.Commits - before.Commits) / (double)(after.Batches - before.Batches), "commits");
        await PublishAsync(report, server, "MoCluster", queue, pending, peers);
    }

    private static async Task RunSkipLockedAsync(Report report, PrivateServer server, int pending, bool oneASubject)
    {
        var name = oneASubject ? OneASubject : Plain;
        await using var queue = await SkipLockedQueue.StartAsync(server.ConnectionString, oneASubject);
        await new QueueLoad(queue).RunAsync(WarmUp);
        await FillAsync(queue, pending);
        await MeasureAsync(report, server, name, queue, pending);
        await PublishAsync(report, server, name, queue, pending);
        await queue.DropAsync();
    }

    private static async Task RunOs2moAsync(Report report, PrivateServer server, int pending)
    {
        await using var queue = await Os2moQueue.StartAsync(server.ConnectionString);
        await queue.FillAsync(pending);
        await MeasureAsync(report, server, Os2mo, queue, pending);
        await PublishAsync(report, server, Os2mo, queue, pending);
        await queue.DropAsync();
    }

    private static async Task FillAsync(IQueue queue, int pending)
    {
        for (var sent = 0; sent < pending; sent += queue.Batch)
            await queue.PublishAsync(queue.Batch);
    }

    private static async Task MeasureAsync(Report report, PrivateServer server, string name, IQueue queue, int pending, params string[] peers)
    {
        var load = new QueueLoad(queue);
        var used = ProcessorTime.Now(server);
        var (rate, events) = await load.RunAsync(Duration);
        Compare(report, $"at {pending}", name, rate, peers, $"published, delivered, acknowledged; {queue.Callers}+{queue.Callers} callers × {queue.Batch}, retention running");
        var cost = used.AddTo(report, "event", events);
        Compare(
            report, $"at {pending}, by processor time", name, Cores * 1e6 / cost, peers,
            "what two whole cores would give, waits aside: a busy machine does not distort it");
        var times = await load.TakeOneByOneAsync(Rounds);
        report.Figure("  one caller, one by one: fetch+ack, p50", times[Rounds / 2], "ms");
        report.Figure("  p99", times[Rounds * 99 / 100], "ms");
    }

    private static async Task PublishAsync(Report report, PrivateServer server, string name, IQueue queue, int pending, params string[] peers)
    {
        var published = 0;
        var used = ProcessorTime.Now(server);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, queue.Callers).Select(_ => Task.Run(async () =>
        {
            while (watch.Elapsed < Duration / 4)
            {
                await queue.PublishAsync(queue.Batch);
                Interlocked.Add(ref published, queue.Batch);
            }
        })));
        Compare(report, $"published alone at {pending}", name, published / watch.Elapsed.TotalSeconds, peers, null);
        used.AddTo(report, "event", published);
    }

    /// <summary>Reports a rate, and its ratio to that of every peer.</summary>
    private static void Compare(Report report, string what, string name, double rate, string[] peers, string? note)
    {
        report.Figure($"{name} {what}", rate, "events/s", note: note);
        foreach (var peer in peers)
            report.Figure($"{name} {what}", rate, "events/s", $"{peer} {what}");
    }
}
