namespace MoCluster.Silo.Configuration.Sections;

/// <summary>The kinds of stores (docs/architecture.md §4).</summary>
internal enum StoreKind
{
    /// <summary>A SQLite database in a directory, for one process.</summary>
    Sqlite = 0,

    /// <summary>Memory. Everything is lost when the process ends.</summary>
    Memory = 1,

    /// <summary>A PostgreSQL database, which many silos share.</summary>
    PostgreSql = 2,
}
