namespace MoCluster.Silo.Configuration;

/// <summary>What <c>/metrics</c> tells.</summary>
[Section("Metrics", "What `/metrics` tells, in Prometheus' text format.")]
internal sealed record MetricsOptions
{
    [Setting("Of how many listeners that are awake in the silo it tells at most: those with the lowest uuids.", Min = "0", Max = "100000")]
    public int MaxListeners { get; init; } = 1_000;

    [Setting("How many series one metric has at most. `mocluster_metrics_cut` counts the metrics that would have more.",
        Min = "100", Max = "1000000")]
    public int MaxSeries { get; init; } = 5_000;
}
