using System.Collections.Immutable;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Grains.Storage.Results;

namespace MoCluster.Grains.Storage.Commits;

/// <summary>
/// Changes that are made together, all or none: everything is written by commits (docs/architecture.md §4). All parts of a commit are checked before any is
/// written. The commits of one batch are judged in order, each on what the commits before it left.
/// </summary>
public sealed record Commit
{
    /// <summary>
    /// Identifies the commit. If the same commit is made again within the next 16 384 commits, it is answered as the first time and changes nothing.
    /// A refused commit is not remembered: it may be made again under its id, and is then judged again.
    /// </summary>
    public required Guid Id { get; init; }

    /// <summary>What must hold, besides what the other parts imply.</summary>
    public ImmutableArray<Precondition> Preconditions { get; init; } = [];

    /// <summary>New registrations of objects, at most one for each object.</summary>
    public ImmutableArray<RegistrationWrite> Registrations { get; init; } = [];

    /// <summary>Events to append. Within a stream they are numbered in this order.</summary>
    public ImmutableArray<EventDraft> Events { get; init; } = [];

    /// <summary>Progress of listener groups, at most one write for each group.</summary>
    public ImmutableArray<GroupWrite> Groups { get; init; } = [];

    /// <summary>Due instants to delete. Each must still exist.</summary>
    public ImmutableArray<DueInstant> Struck { get; init; } = [];

    /// <summary>Namespaces and listeners to declare, change or delete.</summary>
    public ImmutableArray<DefinitionWrite> Definitions { get; init; } = [];

    /// <summary>Results to keep under idempotency keys, each of which must be free.</summary>
    public ImmutableArray<ResultWrite> Results { get; init; } = [];

    /// <summary>
    /// Deliveries to make after the commit, at most <see cref="StoreLimits.MaxDeliveries"/> with <see cref="StoreLimits.MaxCommitDeliveryBytes"/> of payload.
    /// They are numbered in this order.
    /// </summary>
    public ImmutableArray<DeliveryWrite> Deliveries { get; init; } = [];

    /// <summary>What becomes of earlier deliveries, at most one change for each, and at most <see cref="StoreLimits.MaxDeliveries"/>.</summary>
    public ImmutableArray<DeliveryChange> DeliveryChanges { get; init; } = [];
}
