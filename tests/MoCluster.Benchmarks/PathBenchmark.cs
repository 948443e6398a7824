using System.Diagnostics;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;

namespace MoCluster.Benchmarks;

/// <summary>
/// Measures events that are published, delivered and acknowledged through one listener, in one process, by grain calls with many events
/// each.
/// </summary>
internal static class PathBenchmark
{
    private const int Events = 600_000;
    private const int Batch = 500;
    private const int Publishers = 4;
    private const int Consumers = 4;

    /// <summary>Long enough for the hot code to be compiled with full optimisation, which takes a while on few processors.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(Report report)
    {
        await using var silo = await BenchSilo.StartAsync();
        for (var (warming, round) = (Stopwatch.StartNew(), 0); warming.Elapsed < WarmUp; round++)
            await RunAsync(silo, $"warm{round}", Events / 4);
        var before = silo.Counts;
        var (allocated, paused) = (GC.GetTotalAllocatedBytes(), GC.GetTotalPauseDuration());
        var watch = Stopwatch.StartNew();
        var rate = await RunAsync(silo, "bench", Events);
        var after = silo.Counts;
        report.Figure("allocated an event", (GC.GetTotalAllocatedBytes() - allocated) / (double)Events, "bytes", note: "publishers and consumers too");
        report.Figure("of the time in pauses of the collector", (GC.GetTotalPauseDuration() - paused) / watch.Elapsed * 100, "%");
        report.Figure("published, delivered, acknowledged", rate, "events/s", "500 events a flush", $"{Publishers} publishers × {Batch}, {Consumers} consumers × 1000");
        var done = after.Since(before);
        report.Figure("commits a batch", done.Commits / (double)done.Batches, "commits");
        report.Figure("events a batch", done.Events / (double)done.Batches, "events");
        report.Figure("bytes written an event", done.Bytes / (double)done.Events, "bytes", note: "event, lease and settlement together");
    }

    private static async Task<double> RunAsync(BenchSilo silo, string name, int events)
    {
        var (space, group, listener) = await silo.DeclareAsync(name);
        var acknowledged = 0;
        using var done = new CancellationTokenSource();
        var watch = Stopwatch.StartNew();
        var publishers = Enumerable.Range(0, Publishers).Select(_ => Task.Run(async () =>
        {
            for (var sent = 0; sent < events / Publishers; sent += Batch)
            {
                var batch = new Publication([.. Enumerable.Range(0, Batch).Select(_ => new PublishedEvent("thing", Subject.Next()))]);
                BenchSilo.Value(await space.PublishAsync(BenchSilo.Actor, batch));
            }
        }));
        var consumers = Enumerable.Range(0, Consumers).Select(_ => Task.Run(async () =>
        {
            while (Volatile.Read(ref acknowledged) < events)
            {
                var got = BenchSilo.Value(await group.FetchAsync(BenchSilo.Actor, new Fetch(listener, 1000, TimeSpan.FromMilliseconds(200)), done.Token));
                if (got.IsEmpty)
                    continue;
                BenchSilo.Value(await group.AcknowledgeAsync(BenchSilo.Actor, [.. got.Select(delivery => delivery.Token)]));
                Interlocked.Add(ref acknowledged, got.Length);
            }
        }));
        await Task.WhenAll(publishers.Concat(consumers));
        return acknowledged / watch.Elapsed.TotalSeconds;
    }
}
