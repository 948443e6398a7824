using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Grains.Storage.Results;

namespace MoCluster.Simulation.Storage;

/// <summary>The store as one silo sees it: each call is a message to the server, and the answer may never come.</summary>
/// <param name="name">The silo's name.</param>
/// <param name="server">The server.</param>
internal sealed class StoreClient(string name, StoreServer server) : IStore
{
    /// <summary>The silo's name.</summary>
    public string Name => name;

    /// <summary>Whether the silo is dead: messages that it sent may be lost.</summary>
    public bool IsDead { get; set; }

    /// <inheritdoc/>
    public Guid Incarnation => server.Durable.Incarnation;

    /// <inheritdoc/>
    public DateTimeOffset Now => server.Durable.Now;

    /// <inheritdoc/>
    public ValueTask<CommitResult> CommitAsync(Commit commit)
    {
        // Without asynchronous continuations: it completes in a step of its own, and its awaiters go on in their own turns.
        var answer = new TaskCompletionSource<CommitResult>();
        server.Commit(this, commit, answer);
        return new ValueTask<CommitResult>(answer.Task);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<ObjectRow?>> ReadObjectsAsync(ImmutableArray<ObjectKey> keys, CancellationToken cancellation) =>
        Read(store => store.ReadObjectsAsync(keys, CancellationToken.None), cancellation);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<RegistrationRow>> ReadRegistrationsAsync(
        ObjectKey key, long after, int limit, CancellationToken cancellation) =>
        Read(store => store.ReadRegistrationsAsync(key, after, limit, CancellationToken.None), cancellation);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<ObjectRow>> ListObjectsAsync(ObjectQuery query, CancellationToken cancellation) =>
        Read(store => store.ListObjectsAsync(query, CancellationToken.None), cancellation);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<ReferenceRow>> ReadReferencesAsync(
        ImmutableArray<ObjectKey> targets, Validity interval, int limit, CancellationToken cancellation) =>
        Read(store => store.ReadReferencesAsync(targets, interval, limit, CancellationToken.None), cancellation);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Referrer>> ReadReferrersAsync(ReferrerQuery query, CancellationToken cancellation) =>
        Read(store => store.ReadReferrersAsync(query, CancellationToken.None), cancellation);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<ObjectKey?>> FindHoldersAsync(string scope, ImmutableArray<string> values, CancellationToken cancellation) =>
        Read(store => store.FindHoldersAsync(scope, values, CancellationToken.None), cancellation);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<HistoryRow>> ReadHistoriesAsync(HistoryQuery query, CancellationToken cancellation) =>
        Read(store => store.ReadHistoriesAsync(query, CancellationToken.None), cancellation);

    /// <inheritdoc/>
    public ValueTask<KeptResult?> ReadResultAsync(IdempotencyKey key, CancellationToken cancellation) =>
        Read(store => store.ReadResultAsync(key, CancellationToken.None), cancellation);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<StreamHead>> ReadHeadsAsync(ImmutableArray<StreamKey> streams, CancellationToken cancellation) =>
        Read(store => store.ReadHeadsAsync(streams, CancellationToken.None), cancellation);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<EventRecord>> ReadEventsAsync(StreamKey stream, long from, int limit, CancellationToken cancellation) =>
        Read(store => store.ReadEventsAsync(stream, from, limit, CancellationToken.None), cancellation);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<EventRecord>> ReadEventsAsync(
        StreamKey stream, ImmutableArray<long> numbers, CancellationToken cancellation) =>
        Read(store => store.ReadEventsAsync(stream, numbers, CancellationToken.None), cancellation);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<EventRecord>> ReadLaneAsync(
        StreamKey stream, PriorityLane lane, long from, long to, int limit, CancellationToken cancellation) =>
        Read(store => store.ReadLaneAsync(stream, lane, from, to, limit, CancellationToken.None), cancellation);

    /// <inheritdoc/>
    public ValueTask<GroupState> ReadGroupAsync(Guid group, CancellationToken cancellation) =>
        Read(store => store.ReadGroupAsync(group, CancellationToken.None), cancellation);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<ListenerFrontier>> ReadFrontiersAsync(ImmutableArray<Guid> listeners, CancellationToken cancellation) =>
        Read(store => store.ReadFrontiersAsync(listeners, CancellationToken.None), cancellation);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<ListenerBacklog>> ReadBacklogsAsync(Guid? after, int limit, CancellationToken cancellation) =>
        Read(store => store.ReadBacklogsAsync(after, limit, CancellationToken.None), cancellation);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<NamespaceDefinition>> ReadNamespacesAsync(ImmutableArray<string> names, CancellationToken cancellation) =>
        Read(store => store.ReadNamespacesAsync(names, CancellationToken.None), cancellation);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<ListenerDefinition>> ReadListenersAsync(ListenerQuery query, CancellationToken cancellation) =>
        Read(store => store.ReadListenersAsync(query, CancellationToken.None), cancellation);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<DueInstant>> ReadDueAsync(DueInstant? after, DateTimeOffset until, int limit, CancellationToken cancellation) =>
        Read(store => store.ReadDueAsync(after, until, limit, CancellationToken.None), cancellation);

    /// <inheritdoc/>
    public ValueTask<DueDeliveries> ReadDueDeliveriesAsync(Guid registration, DateTimeOffset until, int limit, CancellationToken cancellation) =>
        Read(store => store.ReadDueDeliveriesAsync(registration, until, limit, CancellationToken.None), cancellation);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<DeliveryRow>> ReadDeliveriesAsync(
        Guid registration, ImmutableArray<long> numbers, CancellationToken cancellation) =>
        Read(store => store.ReadDeliveriesAsync(registration, numbers, CancellationToken.None), cancellation);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<DeliveryRow>> ListDeliveriesAsync(DeliveryQuery query, CancellationToken cancellation) =>
        Read(store => store.ListDeliveriesAsync(query, CancellationToken.None), cancellation);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<DeliveryBacklog>> ReadDeliveryBacklogsAsync(Guid? after, int limit, CancellationToken cancellation) =>
        Read(store => store.ReadDeliveryBacklogsAsync(after, limit, CancellationToken.None), cancellation);

    /// <inheritdoc/>
    public ValueTask TrimAsync(DateTimeOffset before, CancellationToken cancellation) => new(Read(
        async store =>
        {
            await store.TrimAsync(before, CancellationToken.None);
            return true;
        },
        cancellation).AsTask());

    private ValueTask<T> Read<T>(Func<IStore, ValueTask<T>> question, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return ValueTask.FromCanceled<T>(cancellation);
        var answer = new TaskCompletionSource<T>();
        server.Read(question, answer);
        return new ValueTask<T>(answer.Task);
    }
}
