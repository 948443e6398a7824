using System.Diagnostics;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;

namespace MoCluster.Benchmarks;

/// <summary>
/// Measures several callers of one listener, one event for many listeners, callers that wait for events that do not come, and metrics of
/// many listeners.
/// </summary>
internal static class ListenersBenchmark
{
    private const int Pairs = 16_000;
    private const int Events = 2_000;
    private const int Waiting = 1_000;
    private const int Scrapes = 50;
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(Report report)
    {
        await RunCallersAsync(report, 1);
        await RunCallersAsync(report, 8);
        await RunStoredAsync(report, 1);
        await RunStoredAsync(report, 100);
        await RunWaitingAsync(report);
        await RunScrapeAsync(report);
    }

    /// <summary>Measures callers that each fetch and acknowledge one event at a time.</summary>
    private static async Task RunCallersAsync(Report report, int callers)
    {
        await using var silo = await BenchSilo.StartAsync();
        var (space, group, listener) = await silo.DeclareAsync("callers");
        await PublishAsync(space, 2 * Pairs);
        await TakeAsync(group, listener, callers, Pairs / 4);
        var watch = Stopwatch.StartNew();
        await TakeAsync(group, listener, callers, Pairs);
        report.Figure($"{callers} callers of one listener", Pairs / watch.Elapsed.TotalSeconds, "pairs/s", "1 callers of one listener",
            "OS2mo gets slower with more (docs/os2mo.md §5)");
    }

    private static Task TakeAsync(IListenerGroupGrain group, Guid listener, int callers, int pairs) => Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
    {
        for (var i = 0; i < pairs / callers; i++)
        {
            var got = BenchSilo.Value(await group.FetchAsync(BenchSilo.Actor, new Fetch(listener, 1, TimeSpan.FromSeconds(10)), CancellationToken.None));
            BenchSilo.Value(await group.AcknowledgeAsync(BenchSilo.Actor, [got[0].Token]));
        }
    }));

    /// <summary>Measures how much the store grows by events that are pending at many listeners.</summary>
    private static async Task RunStoredAsync(Report report, int listeners)
    {
        await using var silo = await BenchSilo.StartAsync();
        var (space, _, _) = await silo.DeclareAsync("stored");
        for (var i = 1; i < listeners; i++)
            BenchSilo.Value(await space.DeclareListenerAsync(BenchSilo.Actor, new ListenerDeclaration($"l{i}", "thing")));
        var before = silo.StoredBytes;
        await PublishAsync(space, Events);
        report.Figure($"bytes an event for {listeners} listeners", (silo.StoredBytes - before) / (double)Events, "bytes", "bytes an event for 1 listeners");
    }

    /// <summary>Measures the processor time of callers that wait, ten seconds at a time, at listeners that get no events.</summary>
    private static async Task RunWaitingAsync(Report report)
    {
        await using var silo = await BenchSilo.StartAsync();
        var (space, _, _) = await silo.DeclareAsync("waiting");
        using var ended = new CancellationTokenSource();
        var waits = new List<Task>();
        for (var i = 0; i < Waiting; i++)
        {
            var listener = BenchSilo.Value(await space.DeclareListenerAsync(BenchSilo.Actor, new ListenerDeclaration($"w{i}", $"key {i}")));
            waits.Add(WaitAsync(silo.Grains.GetGrain<IListenerGroupGrain>(listener.Group.ToString("D")), listener.Uuid, ended.Token));
        }

        // By then all listeners are active and subscribed, and the code that runs every second is compiled with full optimisation.
        await Task.Delay(WarmUp);
        var (before, watch) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        await Task.Delay(Watch);
        var used = (Environment.CpuUsage.TotalTime - before) / watch.Elapsed;
        await ended.CancelAsync();
        await Task.WhenAll(waits);
        report.Figure($"{Waiting} empty long polls", 100 * used, "% of a core", note: "the whole process: engine, sweep and renewals with them");
    }

    /// <summary>Measures a scrape by Prometheus with many active listeners, each with labels of its own.</summary>
    private static async Task RunScrapeAsync(Report report)
    {
        await using var silo = await MeasuredSilo.StartAsync();
        for (var i = 0; i < Waiting; i += 50)
        {
            var fields = Enumerable.Range(i, 50).Select(at => $"l{at}: event_listener_create(input: {{user_key: \"scraped {at}\", routing_key: \"person\"}}) {{ status {{ pending }} }}");
            await silo.Http.AskAsync($"mutation {{ {string.Join(' ', fields)} }}");
        }

        // By now all listeners are active and have reported their metrics.
        await silo.Http.GetStringAsync("/metrics");
        var (before, watch, bytes) = (await silo.UsedAsync(), Stopwatch.StartNew(), 0L);
        for (var i = 0; i < Scrapes; i++)
            bytes += (await silo.Http.GetByteArrayAsync("/metrics")).Length;
        var took = watch.Elapsed / Scrapes;
        var used = ((await silo.UsedAsync()).Cpu - before.Cpu) / Scrapes;
        report.Figure($"a scrape of {Waiting} listeners", took.TotalMilliseconds, "ms", note: $"{bytes / Scrapes / 1024} KiB; OS2mo's takes 321 ms at a million events (docs/os2mo.md §5)");
        report.Figure($"processor of a scrape of {Waiting} listeners", used.TotalMilliseconds, "ms", note: "the whole process");
    }

    private static async Task WaitAsync(IListenerGroupGrain group, Guid listener, CancellationToken ended)
    {
        try
        {
            while (true)
                BenchSilo.Value(await group.FetchAsync(BenchSilo.Actor, new Fetch(listener, 1, TimeSpan.FromSeconds(10)), ended));
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }

    private static async Task PublishAsync(INamespaceGrain space, int count)
    {
        for (var sent = 0; sent < count; sent += 500)
        {
            var events = Enumerable.Range(0, 500).Select(_ => new PublishedEvent("thing", Subject.Next()));
            BenchSilo.Value(await space.PublishAsync(BenchSilo.Actor, new Publication([.. events])));
        }
    }
}
