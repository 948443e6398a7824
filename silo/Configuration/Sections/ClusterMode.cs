namespace MoCluster.Silo.Configuration.Sections;

/// <summary>Whether the cluster has one silo or many.</summary>
internal enum ClusterMode
{
    /// <summary>One silo. No other can join.</summary>
    Single,

    /// <summary>Many silos, which find each other through tables in PostgreSQL.</summary>
    AdoNet,
}
