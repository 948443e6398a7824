using System.Diagnostics;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;

namespace MoCluster.Benchmarks;

/// <summary>What a backlog costs: one fetch and one acknowledgement at a time, and memory.</summary>
internal static class BacklogBenchmark
{
    private const int Rounds = 500;
    private const int WarmUp = 200;

    public static async Task RunAsync(Report report)
    {
        foreach (var pending in (int[])[1_000, 100_000, 1_000_000])
            await RunAsync(report, pending);
        report.Figure("OS2mo at 100 000 pending, as measured", 25, "fetch+ack/s", note: "os2mo.md §1.7: statements alone, another run");
    }

    private static async Task RunAsync(Report report, int pending)
    {
        await using var silo = await BenchSilo.StartAsync("Journal:TailEvents=1000");
        var (space, group, listener) = await silo.DeclareAsync("backlog");
        await group.StatusAsync(BenchSilo.Actor, listener);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var sent = 0; sent < pending; sent += 1_000)
        {
            var batch = new Publication([.. Enumerable.Range(0, 1_000).Select(_ => new PublishedEvent("thing", Guid.NewGuid().ToString()))]);
            BenchSilo.Value(await space.PublishAsync(BenchSilo.Actor, batch));
        }

        while (BenchSilo.Value(await group.StatusAsync(BenchSilo.Actor, listener)).Pending < pending)
            await Task.Delay(10);
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)pending;
        if (pending == 1_000_000)
            report.Figure("bytes a pending entry", bytes, "bytes", note: "36-character subjects; everything that grew in the process");

        await TakeAsync(group, listener, new double[WarmUp]);
        var times = new double[Rounds];
        var total = Stopwatch.StartNew();
        await TakeAsync(group, listener, times);

        var elapsed = total.Elapsed.TotalSeconds;
        Array.Sort(times);
        report.Figure($"fetch+ack at {pending} pending", Rounds / elapsed, "pairs/s", "fetch+ack at 1000 pending", "one caller, two durable commits a pair");
        report.Figure($"  p50 at {pending}", times[Rounds / 2], "ms");
        report.Figure($"  p99 at {pending}", times[Rounds * 99 / 100], "ms");
    }

    private static async Task TakeAsync(IListenerGroupGrain group, Guid listener, double[] times)
    {
        for (var round = 0; round < times.Length; round++)
        {
            var watch = Stopwatch.GetTimestamp();
            var got = BenchSilo.Value(await group.FetchAsync(BenchSilo.Actor, new Fetch(listener), CancellationToken.None));
            BenchSilo.Value(await group.AcknowledgeAsync(BenchSilo.Actor, [got[0].Token]));
            times[round] = Stopwatch.GetElapsedTime(watch).TotalMilliseconds;
        }
    }
}
