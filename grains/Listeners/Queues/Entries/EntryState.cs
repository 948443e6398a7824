namespace MoCluster.Grains.Listeners.Queues.Entries;

/// <summary>In which structure of its listener an entry stands.</summary>
internal enum EntryState : byte
{
    /// <summary>In none: it was just made, or a turn has it in its hands until its commit is known.</summary>
    Detached = 0,

    /// <summary>Among those that a fetch takes from.</summary>
    Ready,

    /// <summary>Behind another entry with one of its keys: one in somebody's hand, or one that goes first.</summary>
    Blocked,

    /// <summary>Until an instant.</summary>
    Delayed,

    /// <summary>In somebody's hand.</summary>
    Leased,

    /// <summary>Set aside.</summary>
    Parked,
}
