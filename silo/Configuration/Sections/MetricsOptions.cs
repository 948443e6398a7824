using System.ComponentModel.DataAnnotations;

namespace MoCluster.Silo.Configuration.Sections;

/// <summary>What <c>/metrics</c> tells.</summary>
internal sealed record MetricsOptions
{
    /// <summary>
    /// Of how many listeners one metric tells at most: those with the highest values. <c>mocluster_listeners_cut</c> counts those at which
    /// something waits or is parked, and that are left out.
    /// </summary>
    [Range(0, 100_000)]
    public int MaxListeners { get; init; } = 1_000;

    /// <summary>
    /// How often the store is asked what lies before all listeners, by one query for ten thousand of them, so that those are told of whose queue
    /// is not awake in the silo.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan BacklogInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many series one metric has at most. <c>mocluster_metrics_cut</c> counts the metrics that would have more.</summary>
    [Range(100, 1_000_000)]
    public int MaxSeries { get; init; } = 5_000;
}
