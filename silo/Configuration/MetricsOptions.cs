namespace MoCluster.Silo.Configuration;

/// <summary>What <c>/metrics</c> tells.</summary>
[Section("Metrics", "What `/metrics` tells, in Prometheus' text format.")]
internal sealed record MetricsOptions
{
    [Setting("Of how many listeners one metric tells at most: those with the highest values. `mocluster_listeners_cut` counts those "
        + "at which something waits or is parked, and that are left out.",
        Min = "0", Max = "100000")]
    public int MaxListeners { get; init; } = 1_000;

    [Setting("How often the store is asked what lies before all listeners, by one query for ten thousand of them, so that those are told of "
        + "whose queue is not awake in the silo.", Min = "00:00:00.1", Max = "00:10:00")]
    public TimeSpan BacklogInterval { get; init; } = TimeSpan.FromSeconds(30);

    [Setting("How many series one metric has at most. `mocluster_metrics_cut` counts the metrics that would have more.",
        Min = "100", Max = "1000000")]
    public int MaxSeries { get; init; } = 5_000;
}
