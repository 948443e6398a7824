using System.Collections.Immutable;

namespace MoCluster.Grains.Storage.Listeners;

/// <summary>All that is stored of a listener group.</summary>
/// <param name="Group">The group.</param>
/// <param name="Epoch">The current epoch; 0 before the first was taken.</param>
/// <param name="Leases">The lease records, ascending by generation.</param>
/// <param name="Listeners">The listeners with their progress.</param>
public sealed record GroupState(
    Guid Group,
    long Epoch,
    ImmutableArray<LeaseRecord> Leases,
    ImmutableArray<ListenerState> Listeners);
