namespace MoCluster.Silo.Configuration.Sections;

/// <summary>Of how many silos the cluster may be.</summary>
internal enum ClusterMode
{
    /// <summary>This one; nobody else can join.</summary>
    Single,

    /// <summary>Many, which find each other by tables in PostgreSQL.</summary>
    AdoNet,
}
