using System.Collections.Immutable;

namespace MoCluster.Grains.Storage.Listeners;

/// <summary>Progress of a listener group, under the epoch of the activation that decided it (DESIGN.md §5).</summary>
public sealed record GroupWrite
{
    /// <summary>The group.</summary>
    public required Guid Group { get; init; }

    /// <summary>The epoch that the activation took; the precondition. Not looked at when <see cref="TakeEpoch"/>.</summary>
    public long Epoch { get; init; }

    /// <summary>Whether a new epoch is taken, one above the current: every older activation is refused from then on.</summary>
    public bool TakeEpoch { get; init; }

    /// <summary>Leases given: a record each hand-out.</summary>
    public ImmutableArray<LeaseRecord> Leases { get; init; } = [];

    /// <summary>Entries of standing leases that ended or were extended.</summary>
    public ImmutableArray<LeaseChange> LeaseChanges { get; init; } = [];

    /// <summary>Lease records that are no longer needed.</summary>
    public ImmutableArray<Generation> LeasesDropped { get; init; } = [];

    /// <summary>Progress of the group's listeners, each at most once.</summary>
    public ImmutableArray<ListenerProgress> Listeners { get; init; } = [];
}
