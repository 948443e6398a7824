using System.Collections.Immutable;

namespace MoCluster.Grains.Storage.Listeners;

/// <summary>Progress of a listener group, written under the epoch of the grain activation that decided it (docs/architecture.md §5.6).</summary>
public sealed record GroupWrite
{
    /// <summary>The group.</summary>
    public required Guid Group { get; init; }

    /// <summary>The epoch that the activation took; it must still be the current one. Ignored if <see cref="TakeEpoch"/> is set.</summary>
    public long Epoch { get; init; }

    /// <summary>Whether to take a new epoch, one above the current one. From then on, writes of older activations are refused.</summary>
    public bool TakeEpoch { get; init; }

    /// <summary>New lease records, one for each fetch.</summary>
    public ImmutableArray<LeaseRecord> Leases { get; init; } = [];

    /// <summary>The leases that ended or were extended, by entry.</summary>
    public ImmutableArray<LeaseChange> LeaseChanges { get; init; } = [];

    /// <summary>Lease records to delete.</summary>
    public ImmutableArray<Generation> LeasesDropped { get; init; } = [];

    /// <summary>Progress of the group's listeners, at most one for each.</summary>
    public ImmutableArray<ListenerProgress> Listeners { get; init; } = [];
}
