namespace MoCluster.Cluster;

/// <summary>How a silo is lost.</summary>
public enum Loss
{
    /// <summary>Its process ends at once (SIGKILL).</summary>
    Killed,

    /// <summary>Its process stands still, its connections open (SIGSTOP).</summary>
    Hung,

    /// <summary>It is asked to stop (SIGTERM).</summary>
    Drained,
}
