namespace MoCluster.Grains.Listeners.Queues.Entries;

/// <summary>The structure of its listener that contains an entry.</summary>
internal enum EntryState : byte
{
    /// <summary>In none: it is being changed, or a turn has changed it and the outcome of its commit is not known yet.</summary>
    Detached = 0,

    /// <summary>Pending: a fetch may take it.</summary>
    Ready,

    /// <summary>Pending, but another entry with one of its keys is leased, or goes before it.</summary>
    Blocked,

    /// <summary>Pending, but not before an instant.</summary>
    Delayed,

    /// <summary>Leased.</summary>
    Leased,

    /// <summary>Parked.</summary>
    Parked,
}
