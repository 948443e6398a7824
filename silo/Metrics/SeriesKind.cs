namespace MoCluster.Silo.Metrics;

/// <summary>The kinds of series.</summary>
internal enum SeriesKind
{
    /// <summary>A value that goes up and down.</summary>
    Gauge,

    /// <summary>A sum that only grows while the process runs.</summary>
    Counter,

    /// <summary>A distribution of values.</summary>
    Histogram,
}
