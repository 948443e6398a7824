using System.Diagnostics;
using System.Globalization;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Events;

namespace MoCluster.Benchmarks;

/// <summary>
/// Measures what a backlog costs: the time of one fetch and one acknowledgement, and memory; and how soon a live event passes a backlog of
/// events of background priority. Up to a million pending, or as many as <c>MOCLUSTER_BACKLOG</c> says, for instance 10000000.
/// </summary>
internal static class BacklogBenchmark
{
    private static readonly int[] Backlogs = [1_000, 100_000, 1_000_000, 10_000_000];

    private const int Rounds = 500;
    private const int WarmUp = 200;
    private const int Pools = 100_000;
    private const int Batch = 5_000;
    private const int Writers = 4;
    private const int Background = 20_000;
    private const string Name = "backlog";

    public static async Task RunAsync(Report report)
    {
        var most = int.Parse(Environment.GetEnvironmentVariable("MOCLUSTER_BACKLOG") ?? "1000000", CultureInfo.InvariantCulture);
        await WarmUpAsync();
        foreach (var pending in Backlogs.Where(pending => pending <= most))
            await RunAsync(report, pending);
        report.Figure("OS2mo at 100 000 pending, as measured", 25, "fetch+ack/s", note: "docs/os2mo.md §5: statements alone, another run");
        await PassAsync(report);
    }

    private static async Task RunAsync(Report report, int pending)
    {
        await using var silo = await BenchSilo.StartAsync("Sqlite:TailEvents=1000");
        var (_, group, listener) = await silo.DeclareAsync(Name);
        await group.StatusAsync(BenchSilo.Actor, listener);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await FillAsync(silo, pending, EventRecord.DefaultPriority);
        var held = await ReadAsync(group, listener, pending);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        if (held == pending && pending >= 100_000)
            report.Figure("bytes a pending entry", grown / (double)pending, "bytes", note: "36-character subjects; everything that grew in the process");
        report.Figure($"memory of {pending} pending", grown / 1e6, "MB", note: $"{held} entries held; everything that grew in the process");

        await TakeAsync(group, listener, new double[WarmUp]);
        var times = new double[Rounds];
        var total = Stopwatch.StartNew();
        await TakeAsync(group, listener, times);

        var elapsed = total.Elapsed.TotalSeconds;
        Array.Sort(times);
        report.Figure($"fetch+ack at {pending} pending", Rounds / elapsed, "pairs/s", "fetch+ack at 1000 pending", "one caller, two durable commits a pair");
        report.Figure($"  p50 at {pending}", times[Rounds / 2], "ms", "  p50 at 1000");
        report.Figure($"  p99 at {pending}", times[Rounds * 99 / 100], "ms", "  p99 at 1000");
    }

    /// <summary>Lets pools and buffers of this process grow to their size, so that their memory is not counted for the entries.</summary>
    private static async Task WarmUpAsync()
    {
        await using var silo = await BenchSilo.StartAsync("Sqlite:TailEvents=1000");
        var (_, group, listener) = await silo.DeclareAsync(Name);
        await FillAsync(silo, Pools, EventRecord.DefaultPriority);
        await ReadAsync(group, listener, Pools);
        await TakeAsync(group, listener, new double[10 * WarmUp]);
    }

    /// <summary>
    /// Measures a live event behind a million background events, while the consumer continues with those. The queue holds half of them.
    /// </summary>
    private static async Task PassAsync(Report report)
    {
        const int rounds = 100;
        await using var silo = await BenchSilo.StartAsync("Sqlite:TailEvents=1000");
        var (space, group, listener) = await silo.DeclareAsync(Name);
        var times = new double[rounds];
        await MeasureAsync();
        report.Figure("a live event, no backlog, p50", times[rounds / 2], "ms", note: "from its publication's answer to its delivery");
        report.Figure("a live event, no backlog, p99", times[rounds * 99 / 100], "ms");
        await FillAsync(silo, 1_000_000, Background);
        await ReadAsync(group, listener, 1_000_000);
        var background = await MeasureAsync();
        report.Figure("  behind a million background ones, p50", times[rounds / 2], "ms", "a live event, no backlog, p50");
        report.Figure("  behind a million background ones, p99", times[rounds * 99 / 100], "ms", "a live event, no backlog, p99");
        report.Figure("  background ones delivered before it", background / (double)rounds, "events", note: "those fetched while it was on its way");

        async Task<int> MeasureAsync()
        {
            var others = 0;
            for (var round = 0; round < rounds; round++)
            {
                var subject = Subject.Next();
                BenchSilo.Value(await space.PublishAsync(BenchSilo.Actor, new Publication([new PublishedEvent("thing", subject)])));
                var watch = Stopwatch.GetTimestamp();
                while (true)
                {
                    var got = BenchSilo.Value(await group.FetchAsync(
                        BenchSilo.Actor, new Fetch(listener, Wait: TimeSpan.FromSeconds(5)), CancellationToken.None));
                    var elapsed = Stopwatch.GetElapsedTime(watch).TotalMilliseconds;
                    BenchSilo.Value(await group.AcknowledgeAsync(BenchSilo.Actor, [got[0].Token]));
                    if (got[0].Event.Subject == subject)
                    {
                        times[round] = elapsed;
                        break;
                    }

                    others++;
                }
            }

            Array.Sort(times);
            return others;
        }
    }

    /// <summary>Writes events into the store directly, without the grains, as fast as the store takes them.</summary>
    private static async Task FillAsync(BenchSilo silo, int count, int priority)
    {
        var stream = new StreamKey(Name, "thing");
        var left = count;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            for (int size; (size = Math.Min(Batch, Interlocked.Add(ref left, -Batch) + Batch)) > 0;)
            {
                var events = Enumerable.Range(0, size).Select(_ => Subject.Next())
                    .Select(subject => new EventDraft(stream, Guid.NewGuid(), subject, priority, subject));
                await silo.Store.CommitAsync(new Commit { Id = Guid.NewGuid(), Events = [.. events] });
            }
        })));
    }

    /// <summary>Waits until the queue has read the whole log, or has no more room. Returns how many entries it holds.</summary>
    private static async Task<long> ReadAsync(IListenerGroupGrain group, Guid listener, int head)
    {
        for (long before = -1; ;)
        {
            var status = BenchSilo.Value(await group.StatusAsync(BenchSilo.Actor, listener));
            if (status.Head >= head && (status.Read == status.Head || (status.Pending > 0 && status.Pending == before)))
                return status.Pending;
            before = status.Pending;
            await Task.Delay(TimeSpan.FromSeconds(0.5));
        }
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
