using System.Collections.Immutable;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Stores.Memory.State;

/// <summary>
/// A listener group. It outlives its listeners, so that no epoch is given twice even if the uuid of a group is used again.
/// </summary>
/// <param name="Epoch">The current epoch; 0 if none was taken yet.</param>
/// <param name="Leases">The lease records, by generation.</param>
/// <param name="Listeners">The listeners of the group.</param>
internal sealed record StoredGroup(
    long Epoch,
    ImmutableSortedDictionary<Generation, LeaseRecord> Leases,
    ImmutableSortedSet<Guid> Listeners)
{
    /// <summary>A group that was never written.</summary>
    public static StoredGroup Empty { get; } =
        new(0, ImmutableSortedDictionary<Generation, LeaseRecord>.Empty, []);
}
