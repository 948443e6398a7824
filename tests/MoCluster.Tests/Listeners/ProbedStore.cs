using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage;

namespace MoCluster.Tests.Listeners;

/// <summary>A store whose commits take time and can be made to fail, and are kept to be looked at.</summary>
internal sealed class ProbedStore(IStore store, TimeProvider time) : IStore
{
    /// <summary>How long a commit takes.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>What becomes of the next commits that concern groups or due instants, in their order; those beyond are done.</summary>
    public Queue<CommitFate> Fates { get; } = [];

    /// <summary>The commits that concern listener groups, those that take an epoch apart.</summary>
    public List<GroupWrite> Writes { get; } = [];

    public Guid Incarnation => store.Incarnation;

    public DateTimeOffset Now => store.Now;

    public async ValueTask<CommitResult> CommitAsync(Commit commit)
    {
        var fate = commit.Groups.IsEmpty && commit.Struck.IsEmpty ? CommitFate.Done : Fates.TryDequeue(out var planned) ? planned : CommitFate.Done;
        if (Latency > TimeSpan.Zero)
            await Task.Delay(Latency, time);
        if (fate == CommitFate.Unavailable)
            throw new StoreUnavailableException("The store is out of reach.");
        if (fate == CommitFate.LostAndUnknown)
            throw new CommitOutcomeUnknownException("No answer came.");
        var result = await store.CommitAsync(commit);
        Writes.AddRange(commit.Groups.Where(group => !group.TakeEpoch));
        if (fate == CommitFate.DoneButUnknown)
            throw new CommitOutcomeUnknownException("No answer came.");
        return result;
    }

    public ValueTask<ImmutableArray<ObjectRow?>> ReadObjectsAsync(ImmutableArray<ObjectKey> keys, CancellationToken cancellation) =>
        store.ReadObjectsAsync(keys, cancellation);

    public ValueTask<ImmutableArray<RegistrationRow>> ReadRegistrationsAsync(ObjectKey key, long after, int limit, CancellationToken cancellation) =>
        store.ReadRegistrationsAsync(key, after, limit, cancellation);

    public ValueTask<ImmutableArray<ObjectRow>> ListObjectsAsync(ObjectQuery query, CancellationToken cancellation) =>
        store.ListObjectsAsync(query, cancellation);

    public ValueTask<ImmutableArray<ReferenceRow>> ReadReferencesAsync(
        ImmutableArray<ObjectKey> targets, Validity interval, int limit, CancellationToken cancellation) =>
        store.ReadReferencesAsync(targets, interval, limit, cancellation);

    public ValueTask<KeptResult?> ReadResultAsync(IdempotencyKey key, CancellationToken cancellation) => store.ReadResultAsync(key, cancellation);

    public ValueTask<ImmutableArray<StreamHead>> ReadHeadsAsync(ImmutableArray<StreamKey> streams, CancellationToken cancellation) =>
        store.ReadHeadsAsync(streams, cancellation);

    public ValueTask<ImmutableArray<EventRecord>> ReadEventsAsync(StreamKey stream, long from, int limit, CancellationToken cancellation) =>
        store.ReadEventsAsync(stream, from, limit, cancellation);

    public ValueTask<ImmutableArray<EventRecord>> ReadEventsAsync(StreamKey stream, ImmutableArray<long> numbers, CancellationToken cancellation) =>
        store.ReadEventsAsync(stream, numbers, cancellation);

    public ValueTask<GroupState> ReadGroupAsync(Guid group, CancellationToken cancellation) => store.ReadGroupAsync(group, cancellation);

    public ValueTask<ImmutableArray<NamespaceDefinition>> ReadNamespacesAsync(ImmutableArray<string> names, CancellationToken cancellation) =>
        store.ReadNamespacesAsync(names, cancellation);

    public ValueTask<ImmutableArray<ListenerDefinition>> ReadListenersAsync(ListenerQuery query, CancellationToken cancellation) =>
        store.ReadListenersAsync(query, cancellation);

    public ValueTask<ImmutableArray<DueInstant>> ReadDueAsync(DateTimeOffset until, int limit, CancellationToken cancellation) =>
        store.ReadDueAsync(until, limit, cancellation);

    public ValueTask TrimAsync(DateTimeOffset before, CancellationToken cancellation) => store.TrimAsync(before, cancellation);
}
