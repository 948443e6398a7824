namespace MoCluster.Cluster;

/// <summary>How a silo is lost.</summary>
public enum Loss
{
    /// <summary>The process is killed at once (SIGKILL).</summary>
    Killed,

    /// <summary>The process is frozen, with its connections open (SIGSTOP).</summary>
    Hung,

    /// <summary>The process is asked to stop (SIGTERM).</summary>
    Drained,
}
