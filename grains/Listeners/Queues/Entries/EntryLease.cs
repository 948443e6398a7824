using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Grains.Listeners.Queues.Entries;

/// <summary>The lease of one entry.</summary>
internal sealed class EntryLease
{
    /// <summary>The hand-out that gave it.</summary>
    public required Generation Generation { get; init; }

    /// <summary>Its index in the lease record.</summary>
    public required int Index { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset Until { get; set; }

    /// <summary>Which delivery this is, from 1.</summary>
    public required int Attempts { get; init; }

    /// <summary>
    /// The highest number that was handed out; 0 for a lease of an earlier position. Other open numbers of the subject below it had been
    /// superseded when the lease was given.
    /// </summary>
    public required long Highest { get; init; }

    /// <summary>The events that were handed out, whether or not they are still open: their keys are excluded until the lease ends.</summary>
    public required EventRecord[] Given { get; init; }

    /// <summary>The events that were handed out and are still open, ascending, at most three.</summary>
    public required EventRecord[] Held { get; set; }

    /// <summary>The reason that the entry had before; it is restored when the lease is not committed.</summary>
    public string? FormerReason { get; init; }

    /// <summary>Whether the turn under way ends it.</summary>
    public bool IsEnding { get; set; }

    /// <summary>How the turn that ends it leaves the entry; null when it is acknowledged.</summary>
    public DeliveryState? Nacked { get; set; }

    /// <summary>The same lease after its listener has moved to another position: it excludes by its keys, and settles nothing.</summary>
    public EntryLease OfEarlierPosition() => new()
    {
        Generation = Generation,
        Index = Index,
        Until = Until,
        Attempts = Attempts,
        Highest = 0,
        Given = Given,
        Held = [],
    };
}
