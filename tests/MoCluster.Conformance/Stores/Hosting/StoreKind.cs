namespace MoCluster.Conformance.Stores.Hosting;

/// <summary>A store, as it is set up for a test.</summary>
public enum StoreKind
{
    /// <summary>The reference model.</summary>
    Memory,

    /// <summary>The journal with its default limits.</summary>
    Journal,

    /// <summary>The journal with the least limits: no event in memory, tiny segments, a snapshot after each.</summary>
    SmallJournal,

    /// <summary>PostgreSQL with one lane, so that commits are judged in the order in which they were handed over.</summary>
    PostgreSql,

    /// <summary>PostgreSQL with several lanes, tiny groups and tiny batches.</summary>
    SmallPostgreSql,
}
