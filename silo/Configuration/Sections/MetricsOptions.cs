using System.ComponentModel.DataAnnotations;

namespace MoCluster.Silo.Configuration.Sections;

/// <summary>The limits of <c>/metrics</c>.</summary>
internal sealed record MetricsOptions
{
    /// <summary>
    /// The most listeners for which one metric has values; those with the highest values are chosen. <c>mocluster_listeners_cut</c> counts the
    /// listeners with waiting or parked events that are left out.
    /// </summary>
    [Range(0, 100_000)]
    public int MaxListeners { get; init; } = 1_000;

    /// <summary>
    /// How often the backlogs of all listeners are read from the store, with one query for ten thousand listeners. They are needed for listeners
    /// whose queue is not active in the silo.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan BacklogInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The most series of one metric. <c>mocluster_metrics_cut</c> counts the metrics that would have more.</summary>
    [Range(100, 1_000_000)]
    public int MaxSeries { get; init; } = 5_000;
}
