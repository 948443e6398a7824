namespace MoCluster.Simulation.Faults;

/// <summary>What can go wrong at the store.</summary>
internal enum StoreTrouble
{
    /// <summary>Commits are refused: nothing was done, and that is known.</summary>
    Unavailable,

    /// <summary>Commits are lost, and nobody knows.</summary>
    LostAndUnknown,

    /// <summary>Commits become true, and nobody knows.</summary>
    DoneButUnknown,

    /// <summary>Everything takes seconds.</summary>
    Slow,

    /// <summary>Reads fail.</summary>
    ReadsFail,
}
