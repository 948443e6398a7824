using System.Collections.Immutable;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Stores.Memory.State;

/// <summary>
/// A listener group. It outlives its listeners, so that an epoch is never given twice even where a group's uuid comes back.
/// </summary>
/// <param name="Epoch">The current epoch; 0 before the first was taken.</param>
/// <param name="Leases">The lease records, by generation.</param>
/// <param name="Listeners">Its listeners.</param>
internal sealed record StoredGroup(
    long Epoch,
    ImmutableSortedDictionary<Generation, LeaseRecord> Leases,
    ImmutableSortedSet<Guid> Listeners)
{
    /// <summary>A group that was never written.</summary>
    public static StoredGroup Empty { get; } =
        new(0, ImmutableSortedDictionary<Generation, LeaseRecord>.Empty, []);
}
