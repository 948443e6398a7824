namespace MoCluster.Conformance.Stores.Hosting;

/// <summary>A kind of store, as configured for a test.</summary>
public enum StoreKind
{
    /// <summary>The reference model.</summary>
    Memory,

    /// <summary>SQLite with its default limits.</summary>
    Sqlite,

    /// <summary>SQLite with the smallest limits: no event in memory, tiny batches, a checkpoint after almost every batch.</summary>
    SmallSqlite,

    /// <summary>PostgreSQL with one commit connection, so that commits are judged in the order in which they were handed over.</summary>
    PostgreSql,

    /// <summary>PostgreSQL with several commit connections, tiny commit batches and tiny batches of trimming.</summary>
    SmallPostgreSql,
}
