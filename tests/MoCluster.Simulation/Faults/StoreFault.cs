namespace MoCluster.Simulation.Faults;

/// <summary>The faults of the store.</summary>
internal enum StoreFault
{
    /// <summary>Commits are refused: nothing was done, and the caller learns so.</summary>
    Unavailable,

    /// <summary>Commits are lost, and the caller does not learn the outcome.</summary>
    LostAndUnknown,

    /// <summary>Commits become durable, and the caller does not learn the outcome.</summary>
    DoneButUnknown,

    /// <summary>Everything takes seconds.</summary>
    Slow,

    /// <summary>Reads fail.</summary>
    ReadsFail,
}
