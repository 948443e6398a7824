namespace MoCluster.Silo.Metrics;

/// <summary>What an instrument's series are.</summary>
internal enum SeriesKind
{
    /// <summary>A value that goes up and down.</summary>
    Gauge,

    /// <summary>A sum that only grows while the process lives.</summary>
    Counter,

    /// <summary>How values are spread.</summary>
    Histogram,
}
