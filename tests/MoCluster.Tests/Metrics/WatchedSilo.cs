using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using MoCluster.Grains.Events;
using MoCluster.Grains.Listeners.Lag;
using MoCluster.Grains.Listeners.Status;
using MoCluster.Grains.Storage;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Metrics;

namespace MoCluster.Tests.Metrics;

/// <summary>The listener metrics of a silo, without the silo: over a store, the queues that a test registers, and a clock.</summary>
internal sealed class WatchedSilo : IDisposable
{
    private readonly Meter _meter = new($"test-{Guid.NewGuid():N}");
    private readonly MetricsCollector _collector;

    public WatchedSilo(IStore store, TimeProvider time, AwakeListeners? awake = null, int mostListeners = 1_000)
    {
        var options = new MetricsOptions { MaxListeners = mostListeners };
        _collector = new MetricsCollector(new HashSet<string> { _meter.Name }, mostSeries: 5_000);
        Backlogs = new ListenerBacklogs(store, time, options);

        // These two are not run, so they reach no grain.
        var sweep = new EventStreamSweep(store, store, null!);
        var pinned = new PinnedListeners(store, new LagReader(store, new PinOptions()), null!, new PinOptions(), NullLogger<PinnedListeners>.Instance);
        _ = new ListenerMetrics(_meter, awake ?? new AwakeListeners(), Backlogs, sweep, pinned, time, options);
    }

    public ListenerBacklogs Backlogs { get; }

    /// <summary>What Prometheus reads now.</summary>
    public Scrape Scrape() => new(_collector.Collect().ToString());

    /// <summary>What Prometheus reads after the store was read again.</summary>
    public async Task<Scrape> LookAsync()
    {
        await Backlogs.RunOnceAsync(CancellationToken.None);
        return Scrape();
    }

    public void Dispose()
    {
        _collector.Dispose();
        _meter.Dispose();
    }
}
