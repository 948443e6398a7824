using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Listeners.Queues.Entries;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Grains.Listeners.Queues.Leases;

/// <summary>A standing lease of one entry.</summary>
internal sealed class EntryLease
{
    /// <summary>Which hand-out gave it.</summary>
    public required Generation Generation { get; init; }

    /// <summary>Its place in the lease record.</summary>
    public required int Index { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset Until { get; set; }

    /// <summary>Which delivery this is, from 1.</summary>
    public required int Attempts { get; init; }

    /// <summary>
    /// The highest number that was given, 0 for a lease of an earlier position. What is open of the subject below it, and was not
    /// given, had been superseded when it was given.
    /// </summary>
    public required long Highest { get; init; }

    /// <summary>What was given, whether or not it is still open: whose keys are excluded while it is in somebody's hand.</summary>
    public required EventRecord[] Given { get; init; }

    /// <summary>What was given and is still open, ascending, at most three.</summary>
    public required EventRecord[] Held { get; set; }

    /// <summary>The same lease once its listener has been moved: it excludes, and settles nothing.</summary>
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

    /// <summary>The reason that the entry had before: it is kept until the lease is committed.</summary>
    public string? FormerReason { get; init; }

    /// <summary>Whether a turn under way ends it.</summary>
    public bool IsEnding { get; set; }

    /// <summary>How the turn that ends it leaves the entry; null when it is acknowledged.</summary>
    public DeliveryState? Nacked { get; set; }
}
