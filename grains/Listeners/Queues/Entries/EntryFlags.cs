namespace MoCluster.Grains.Listeners.Queues.Entries;

/// <summary>What is true of an entry besides its numbers.</summary>
[Flags]
internal enum EntryFlags : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Delivered last, raises no alert.</summary>
    Silenced = 1,

    /// <summary>Set aside until replayed or a newer event comes.</summary>
    Parked = 2,

    /// <summary>The latest event speaks to the listener's owner alone.</summary>
    TargetsOwner = 4,

    /// <summary>The latest event speaks to the listener alone.</summary>
    TargetsListener = 8,

    /// <summary>A turn has it in its hands until its commit is known: it stands nowhere and nothing places it.</summary>
    InTurn = 16,
}
