using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Listeners.Queues.Keys;
using MoCluster.Grains.Listeners.Queues.Leases;

namespace MoCluster.Grains.Listeners.Queues.Entries;

/// <summary>What few entries have: older open numbers, a standing lease, a row, a delay, several keys, a trace.</summary>
internal sealed class EntrySide
{
    /// <summary>The pending events besides the latest, ascending, at most two.</summary>
    public EventRecord[] Older { get; set; } = [];

    /// <summary>The standing lease; null when nobody has it in hand.</summary>
    public EntryLease? Lease { get; set; }

    /// <summary>The numbers in its stored row, ascending; empty when it has none.</summary>
    public long[] RowNumbers { get; set; } = [];

    /// <summary>Not delivered before this; null for at once.</summary>
    public DateTimeOffset? NotBefore { get; set; }

    /// <summary>Why it was last given back or parked; null for none, and while it is in somebody's hand.</summary>
    public string? Reason { get; set; }

    /// <summary>Its keys besides <see cref="Entry.Home"/>; empty for nearly all.</summary>
    public SharedKey[] OtherKeys { get; set; } = [];

    /// <summary>The latest pending event's key, where it is not that of <see cref="Entry.Home"/> (else null).</summary>
    public string? LatestKey { get; set; }

    /// <summary>The latest pending event's registration, where it does not follow from subject and stream; else null.</summary>
    public RegistrationReference? LatestRegistration { get; set; }

    /// <summary>What caused the latest pending event, where a trace of it was recorded; else null.</summary>
    public string? LatestTraceParent { get; set; }
}
