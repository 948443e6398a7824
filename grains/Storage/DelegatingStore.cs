using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Grains.Storage.Results;

namespace MoCluster.Grains.Storage;

/// <summary>Passes every call on to another store. A store that changes one call overrides it here and need not repeat the others.</summary>
public abstract class DelegatingStore : IStore
{
    /// <summary>The store that does the work.</summary>
    public abstract IStore Inner { get; }

    /// <inheritdoc />
    public Guid Incarnation => Inner.Incarnation;

    /// <inheritdoc />
    public DateTimeOffset Now => Inner.Now;

    /// <inheritdoc />
    public virtual ValueTask<CommitResult> CommitAsync(Commit commit) => Inner.CommitAsync(commit);

    /// <inheritdoc />
    public virtual ValueTask<ImmutableArray<ObjectRow?>> ReadObjectsAsync(ImmutableArray<ObjectKey> keys, CancellationToken cancellation) =>
        Inner.ReadObjectsAsync(keys, cancellation);

    /// <inheritdoc />
    public virtual ValueTask<ImmutableArray<RegistrationRow>> ReadRegistrationsAsync(ObjectKey key, long after, int limit, CancellationToken cancellation) =>
        Inner.ReadRegistrationsAsync(key, after, limit, cancellation);

    /// <inheritdoc />
    public virtual ValueTask<ImmutableArray<ObjectRow>> ListObjectsAsync(ObjectQuery query, CancellationToken cancellation) =>
        Inner.ListObjectsAsync(query, cancellation);

    /// <inheritdoc />
    public virtual ValueTask<ImmutableArray<ReferenceRow>> ReadReferencesAsync(
        ImmutableArray<ObjectKey> targets, Validity interval, int limit, CancellationToken cancellation) =>
        Inner.ReadReferencesAsync(targets, interval, limit, cancellation);

    /// <inheritdoc />
    public virtual ValueTask<ImmutableArray<Referrer>> ReadReferrersAsync(ReferrerQuery query, CancellationToken cancellation) =>
        Inner.ReadReferrersAsync(query, cancellation);

    /// <inheritdoc />
    public virtual ValueTask<ImmutableArray<ObjectKey?>> FindHoldersAsync(string scope, ImmutableArray<string> values, CancellationToken cancellation) =>
        Inner.FindHoldersAsync(scope, values, cancellation);

    /// <inheritdoc />
    public virtual ValueTask<ImmutableArray<HistoryRow>> ReadHistoriesAsync(HistoryQuery query, CancellationToken cancellation) =>
        Inner.ReadHistoriesAsync(query, cancellation);

    /// <inheritdoc />
    public virtual ValueTask<ImmutableArray<DueInstant>> ReadDueAsync(DueInstant? after, DateTimeOffset until, int limit, CancellationToken cancellation) =>
        Inner.ReadDueAsync(after, until, limit, cancellation);

    /// <inheritdoc />
    public virtual ValueTask<KeptResult?> ReadResultAsync(IdempotencyKey key, CancellationToken cancellation) =>
        Inner.ReadResultAsync(key, cancellation);

    /// <inheritdoc />
    public virtual ValueTask<ImmutableArray<StreamHead>> ReadHeadsAsync(ImmutableArray<StreamKey> streams, CancellationToken cancellation) =>
        Inner.ReadHeadsAsync(streams, cancellation);

    /// <inheritdoc />
    public virtual ValueTask<ImmutableArray<EventRecord>> ReadEventsAsync(StreamKey stream, long from, int limit, CancellationToken cancellation) =>
        Inner.ReadEventsAsync(stream, from, limit, cancellation);

    /// <inheritdoc />
    public virtual ValueTask<ImmutableArray<EventRecord>> ReadEventsAsync(StreamKey stream, ImmutableArray<long> numbers, CancellationToken cancellation) =>
        Inner.ReadEventsAsync(stream, numbers, cancellation);

    /// <inheritdoc />
    public virtual ValueTask<ImmutableArray<EventRecord>> ReadLaneAsync(
        StreamKey stream, PriorityLane lane, long from, long to, int limit, CancellationToken cancellation) =>
        Inner.ReadLaneAsync(stream, lane, from, to, limit, cancellation);

    /// <inheritdoc />
    public virtual ValueTask<GroupState> ReadGroupAsync(Guid group, CancellationToken cancellation) =>
        Inner.ReadGroupAsync(group, cancellation);

    /// <inheritdoc />
    public virtual ValueTask<ImmutableArray<ListenerFrontier>> ReadFrontiersAsync(ImmutableArray<Guid> listeners, CancellationToken cancellation) =>
        Inner.ReadFrontiersAsync(listeners, cancellation);

    /// <inheritdoc />
    public virtual ValueTask<ImmutableArray<ListenerBacklog>> ReadBacklogsAsync(Guid? after, int limit, CancellationToken cancellation) =>
        Inner.ReadBacklogsAsync(after, limit, cancellation);

    /// <inheritdoc />
    public virtual ValueTask<ImmutableArray<NamespaceDefinition>> ReadNamespacesAsync(ImmutableArray<string> names, CancellationToken cancellation) =>
        Inner.ReadNamespacesAsync(names, cancellation);

    /// <inheritdoc />
    public virtual ValueTask<ImmutableArray<ListenerDefinition>> ReadListenersAsync(ListenerQuery query, CancellationToken cancellation) =>
        Inner.ReadListenersAsync(query, cancellation);

    /// <inheritdoc />
    public virtual ValueTask<DueDeliveries> ReadDueDeliveriesAsync(Guid registration, DateTimeOffset until, int limit, CancellationToken cancellation) =>
        Inner.ReadDueDeliveriesAsync(registration, until, limit, cancellation);

    /// <inheritdoc />
    public virtual ValueTask<ImmutableArray<DeliveryRow>> ReadDeliveriesAsync(Guid registration, ImmutableArray<long> numbers, CancellationToken cancellation) =>
        Inner.ReadDeliveriesAsync(registration, numbers, cancellation);

    /// <inheritdoc />
    public virtual ValueTask<ImmutableArray<DeliveryRow>> ListDeliveriesAsync(DeliveryQuery query, CancellationToken cancellation) =>
        Inner.ListDeliveriesAsync(query, cancellation);

    /// <inheritdoc />
    public virtual ValueTask<ImmutableArray<DeliveryBacklog>> ReadDeliveryBacklogsAsync(Guid? after, int limit, CancellationToken cancellation) =>
        Inner.ReadDeliveryBacklogsAsync(after, limit, cancellation);

    /// <inheritdoc />
    public virtual ValueTask TrimAsync(DateTimeOffset before, CancellationToken cancellation) => Inner.TrimAsync(before, cancellation);
}
