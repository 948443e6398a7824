using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage;

namespace MoCluster.Tests;

/// <summary>A store that forwards every call to another one; a test overrides the calls that it changes.</summary>
/// <param name="store">The store that gets the calls.</param>
internal abstract class ForwardingStore(IStore store) : IStore
{
    public IStore Inner => store;

    public Guid Incarnation => store.Incarnation;

    public DateTimeOffset Now => store.Now;

    public virtual ValueTask<CommitResult> CommitAsync(Commit commit) => store.CommitAsync(commit);

    public virtual ValueTask<ImmutableArray<ObjectRow?>> ReadObjectsAsync(ImmutableArray<ObjectKey> keys, CancellationToken cancellation) =>
        store.ReadObjectsAsync(keys, cancellation);

    public ValueTask<ImmutableArray<RegistrationRow>> ReadRegistrationsAsync(ObjectKey key, long after, int limit, CancellationToken cancellation) =>
        store.ReadRegistrationsAsync(key, after, limit, cancellation);

    public virtual ValueTask<ImmutableArray<ObjectRow>> ListObjectsAsync(ObjectQuery query, CancellationToken cancellation) =>
        store.ListObjectsAsync(query, cancellation);

    public ValueTask<ImmutableArray<ReferenceRow>> ReadReferencesAsync(
        ImmutableArray<ObjectKey> targets, Validity interval, int limit, CancellationToken cancellation) =>
        store.ReadReferencesAsync(targets, interval, limit, cancellation);

    public ValueTask<KeptResult?> ReadResultAsync(IdempotencyKey key, CancellationToken cancellation) => store.ReadResultAsync(key, cancellation);

    public ValueTask<ImmutableArray<StreamHead>> ReadHeadsAsync(ImmutableArray<StreamKey> streams, CancellationToken cancellation) =>
        store.ReadHeadsAsync(streams, cancellation);

    public virtual ValueTask<ImmutableArray<EventRecord>> ReadEventsAsync(StreamKey stream, long from, int limit, CancellationToken cancellation) =>
        store.ReadEventsAsync(stream, from, limit, cancellation);

    public ValueTask<ImmutableArray<EventRecord>> ReadEventsAsync(StreamKey stream, ImmutableArray<long> numbers, CancellationToken cancellation) =>
        store.ReadEventsAsync(stream, numbers, cancellation);

    public virtual ValueTask<ImmutableArray<EventRecord>> ReadLaneAsync(
        StreamKey stream, PriorityLane lane, long from, long to, int limit, CancellationToken cancellation) =>
        store.ReadLaneAsync(stream, lane, from, to, limit, cancellation);

    public ValueTask<GroupState> ReadGroupAsync(Guid group, CancellationToken cancellation) => store.ReadGroupAsync(group, cancellation);

    public ValueTask<ImmutableArray<ListenerFrontier>> ReadFrontiersAsync(ImmutableArray<Guid> listeners, CancellationToken cancellation) =>
        store.ReadFrontiersAsync(listeners, cancellation);

    public virtual ValueTask<ImmutableArray<ListenerBacklog>> ReadBacklogsAsync(Guid? after, int limit, CancellationToken cancellation) =>
        store.ReadBacklogsAsync(after, limit, cancellation);

    public ValueTask<ImmutableArray<NamespaceDefinition>> ReadNamespacesAsync(ImmutableArray<string> names, CancellationToken cancellation) =>
        store.ReadNamespacesAsync(names, cancellation);

    public ValueTask<ImmutableArray<ListenerDefinition>> ReadListenersAsync(ListenerQuery query, CancellationToken cancellation) =>
        store.ReadListenersAsync(query, cancellation);

    public virtual ValueTask<ImmutableArray<DueInstant>> ReadDueAsync(DueInstant? after, DateTimeOffset until, int limit, CancellationToken cancellation) =>
        store.ReadDueAsync(after, until, limit, cancellation);

    public ValueTask TrimAsync(DateTimeOffset before, CancellationToken cancellation) => store.TrimAsync(before, cancellation);
}
