namespace MoCluster.Silo.Configuration.Sections;

/// <summary>Where state is kept (DESIGN.md §4).</summary>
internal enum StoreKind
{
    /// <summary>In files of one directory, by one process.</summary>
    Journal = 0,

    /// <summary>In memory: gone with the process.</summary>
    Memory = 1,

    /// <summary>In a PostgreSQL database, which many silos share.</summary>
    PostgreSql = 2,
}
