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
using MoCluster.Stores.Memory.Reading;
using MoCluster.Stores.Memory.Rules;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Memory;

/// <summary>
/// A store that holds what listening needs as one immutable state in memory: the ends of streams, definitions, frontiers and leases. Reads of these look at
/// the last durable state, and never wait.
/// </summary>
public abstract class StateStore : IStore
{
    private readonly StoreClock _clock;

    private protected StateStore(TimeProvider time) => _clock = new StoreClock(time);

    /// <inheritdoc />
    public abstract Guid Incarnation { get; }

    /// <inheritdoc />
    public DateTimeOffset Now => _clock.Now;

    /// <summary>The state after all commits that have returned. It holds nothing that is not durable.</summary>
    private protected abstract StoreState State { get; }

    /// <inheritdoc />
    public abstract ValueTask<CommitResult> CommitAsync(Commit commit);

    /// <inheritdoc />
    public abstract ValueTask<ImmutableArray<ObjectRow?>> ReadObjectsAsync(ImmutableArray<ObjectKey> keys, CancellationToken cancellation);

    /// <inheritdoc />
    public abstract ValueTask<ImmutableArray<RegistrationRow>> ReadRegistrationsAsync(
        ObjectKey key, long after, int limit, CancellationToken cancellation);

    /// <inheritdoc />
    public abstract ValueTask<ImmutableArray<ObjectRow>> ListObjectsAsync(ObjectQuery query, CancellationToken cancellation);

    /// <inheritdoc />
    public abstract ValueTask<ImmutableArray<ReferenceRow>> ReadReferencesAsync(
        ImmutableArray<ObjectKey> targets, Validity interval, int limit, CancellationToken cancellation);

    /// <inheritdoc />
    public abstract ValueTask<ImmutableArray<Referrer>> ReadReferrersAsync(ReferrerQuery query, CancellationToken cancellation);

    /// <inheritdoc />
    public abstract ValueTask<ImmutableArray<ObjectKey?>> FindHoldersAsync(string scope, ImmutableArray<string> values, CancellationToken cancellation);

    /// <inheritdoc />
    public abstract ValueTask<ImmutableArray<HistoryRow>> ReadHistoriesAsync(HistoryQuery query, CancellationToken cancellation);

    /// <inheritdoc />
    public abstract ValueTask<KeptResult?> ReadResultAsync(IdempotencyKey key, CancellationToken cancellation);

    /// <inheritdoc />
    public abstract ValueTask<GroupState> ReadGroupAsync(Guid group, CancellationToken cancellation);

    /// <inheritdoc />
    public abstract ValueTask<ImmutableArray<DueInstant>> ReadDueAsync(DueInstant? after, DateTimeOffset until, int limit, CancellationToken cancellation);

    /// <inheritdoc />
    public ValueTask<ImmutableArray<StreamHead>> ReadHeadsAsync(ImmutableArray<StreamKey> streams, CancellationToken cancellation)
    {
        ReadRules.CheckFilter(streams);
        return Read(ListenerLookups.Heads(State, streams), cancellation);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<EventRecord>> ReadEventsAsync(StreamKey stream, long from, int limit, CancellationToken cancellation)
    {
        ReadRules.CheckLimit(limit);
        cancellation.ThrowIfCancellationRequested();
        var ends = State.EndsOf(stream);
        var first = Math.Max(from, ends.First);
        var last = Math.Min(ends.Last, first + limit - 1);
        return first > last ? ValueTask.FromResult(ImmutableArray<EventRecord>.Empty) : ReadRangeAsync(stream, first, last, cancellation);
    }

    /// <inheritdoc />
    public async ValueTask<ImmutableArray<EventRecord>> ReadEventsAsync(
        StreamKey stream, ImmutableArray<long> numbers, CancellationToken cancellation)
    {
        ReadRules.CheckBatch(numbers.Length);
        var ends = State.EndsOf(stream);
        var found = ImmutableArray.CreateBuilder<EventRecord>(numbers.Length);
        for (var i = 0; i < numbers.Length;)
        {
            cancellation.ThrowIfCancellationRequested();

            // Consecutive numbers are read together.
            var length = 1;
            while (i + length < numbers.Length && numbers[i + length] == numbers[i] + length)
                length++;
            var first = Math.Max(numbers[i], ends.First);
            var last = Math.Min(numbers[i + length - 1], ends.Last);
            if (first <= last)
                found.AddRange(await ReadRangeAsync(stream, first, last, cancellation).ConfigureAwait(false));
            i += length;
        }

        return found.DrainToImmutable();
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<EventRecord>> ReadLaneAsync(
        StreamKey stream, PriorityLane lane, long from, long to, int limit, CancellationToken cancellation)
    {
        ReadRules.CheckLimit(limit);
        cancellation.ThrowIfCancellationRequested();
        var ends = State.EndsOf(stream);
        var (first, last) = (Math.Max(from, ends.First), Math.Min(to, ends.Last));
        return first > last
            ? ValueTask.FromResult(ImmutableArray<EventRecord>.Empty)
            : ReadLaneRangeAsync(stream, lane, first, last, limit, cancellation);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<ListenerFrontier>> ReadFrontiersAsync(ImmutableArray<Guid> listeners, CancellationToken cancellation)
    {
        ReadRules.CheckBatch(listeners.Length);
        return Read(ListenerLookups.Frontiers(State, listeners), cancellation);
    }

    /// <inheritdoc />
    public async ValueTask<ImmutableArray<ListenerBacklog>> ReadBacklogsAsync(Guid? after, int limit, CancellationToken cancellation)
    {
        ReadRules.CheckLimit(limit);
        var times = new Dictionary<(StreamKey Stream, long Number), DateTimeOffset?>();
        var backlogs = ImmutableArray.CreateBuilder<ListenerBacklog>();
        var counts = await CountRowsAsync(cancellation).ConfigureAwait(false);
        foreach (var (backlog, next) in ListenerLookups.Backlogs(State, after, counts).Take(limit))
        {
            cancellation.ThrowIfCancellationRequested();
            backlogs.Add(next is { } number ? backlog with { Oldest = Earlier(backlog.Oldest, await TimeAsync(backlog.Definition.Stream, number)) } : backlog);
        }

        return backlogs.DrainToImmutable();

        async ValueTask<DateTimeOffset?> TimeAsync(StreamKey stream, long number)
        {
            // Listeners of one stream are often behind by the same event.
            if (times.TryGetValue((stream, number), out var known))
                return known;
            var events = await ReadRangeAsync(stream, number, number, cancellation).ConfigureAwait(false);
            return times[(stream, number)] = events.IsEmpty ? null : events[0].Time;
        }

        static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<NamespaceDefinition>> ReadNamespacesAsync(ImmutableArray<string> names, CancellationToken cancellation)
    {
        ReadRules.CheckFilter(names);
        return Read(ListenerLookups.Namespaces(State, names), cancellation);
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<ListenerDefinition>> ReadListenersAsync(ListenerQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        ReadRules.CheckLimit(query.Limit);
        return Read(ListenerLookups.Listeners(State, query), cancellation);
    }

    /// <inheritdoc />
    public abstract ValueTask<DueDeliveries> ReadDueDeliveriesAsync(Guid registration, DateTimeOffset until, int limit, CancellationToken cancellation);

    /// <inheritdoc />
    public abstract ValueTask<ImmutableArray<DeliveryRow>> ReadDeliveriesAsync(
        Guid registration, ImmutableArray<long> numbers, CancellationToken cancellation);

    /// <inheritdoc />
    public abstract ValueTask<ImmutableArray<DeliveryRow>> ListDeliveriesAsync(DeliveryQuery query, CancellationToken cancellation);

    /// <inheritdoc />
    public abstract ValueTask<ImmutableArray<DeliveryBacklog>> ReadDeliveryBacklogsAsync(Guid? after, int limit, CancellationToken cancellation);

    /// <inheritdoc />
    public abstract ValueTask TrimAsync(DateTimeOffset before, CancellationToken cancellation);

    /// <summary>Counts the entry rows of all listeners that have some.</summary>
    private protected abstract ValueTask<IReadOnlyDictionary<Guid, RowCounts>> CountRowsAsync(CancellationToken cancellation);

    /// <summary>Reads committed events. Events that are trimmed meanwhile may be missing at the beginning.</summary>
    private protected abstract ValueTask<ImmutableArray<EventRecord>> ReadRangeAsync(
        StreamKey stream, long first, long last, CancellationToken cancellation);

    /// <summary>Reads committed events of a lane, up to a limit. Events that are trimmed meanwhile may be missing at the beginning.</summary>
    private protected abstract ValueTask<ImmutableArray<EventRecord>> ReadLaneRangeAsync(
        StreamKey stream, PriorityLane lane, long first, long last, int limit, CancellationToken cancellation);

    /// <summary>Answers at once, unless the call was cancelled.</summary>
    private protected static ValueTask<T> Read<T>(T answer, CancellationToken cancellation) =>
        cancellation.IsCancellationRequested ? ValueTask.FromCanceled<T>(cancellation) : ValueTask.FromResult(answer);
}
