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
}
