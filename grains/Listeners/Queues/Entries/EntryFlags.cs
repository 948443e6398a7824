namespace MoCluster.Grains.Listeners.Queues.Entries;

/// <summary>Properties of an entry that need one bit each.</summary>
[Flags]
internal enum EntryFlags : byte
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>Delivered last, and raises no alert.</summary>
    Silenced = 1,

    /// <summary>Not delivered until it is replayed or a newer event comes.</summary>
    Parked = 2,

    /// <summary>The latest event is addressed to the listener's owner.</summary>
    TargetsOwner = 4,

    /// <summary>The latest event is addressed to the listener.</summary>
    TargetsListener = 8,

    /// <summary>The turn under way changes it. Until the outcome of its commit is known, it stays detached.</summary>
    InTurn = 16,
}
