using MoCluster.GrainInterfaces.Events;

namespace MoCluster.Grains.Listeners.Queues.Entries;

/// <summary>Fields that few entries need: older open events, a lease, a row, a delay, several keys, a trace.</summary>
internal sealed class EntrySide
{
    /// <summary>The pending events besides the latest, ascending, at most two.</summary>
    public EventRecord[] Older { get; set; } = [];

    /// <summary>The lease; null when the entry is not leased.</summary>
    public EntryLease? Lease { get; set; }

    /// <summary>The numbers in its stored row, ascending; empty when it has no row.</summary>
    public long[] RowNumbers { get; set; } = [];

    /// <summary>The time before which it is not delivered; null for no delay.</summary>
    public DateTimeOffset? NotBefore { get; set; }

    /// <summary>The reason of the last nack or park; null for none, and while it is leased.</summary>
    public string? Reason { get; set; }

    /// <summary>Its keys besides <see cref="Entry.Home"/>; empty for nearly all entries.</summary>
    public SharedKey[] OtherKeys { get; set; } = [];

    /// <summary>The key of the latest pending event, if it is not that of <see cref="Entry.Home"/>; otherwise null.</summary>
    public string? LatestKey { get; set; }

    /// <summary>The registration of the latest pending event, if it does not follow from subject and stream; otherwise null.</summary>
    public RegistrationReference? LatestRegistration { get; set; }

    /// <summary>The trace that caused the latest pending event, if one was recorded; otherwise null.</summary>
    public string? LatestTraceParent { get; set; }
}
