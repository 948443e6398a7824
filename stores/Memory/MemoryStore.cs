using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Grains.Storage.Results;
using MoCluster.Stores.Memory.Applying;
using MoCluster.Stores.Memory.Judging;
using MoCluster.Stores.Memory.Reading;
using MoCluster.Stores.Memory.Rules;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Memory;

/// <summary>
/// A store in memory, for tests: the other stores must answer as it does. Every call completes at once, and nothing survives the process.
/// </summary>
public sealed class MemoryStore : StateStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<StreamKey, List<EventRecord>> _events = [];
    private StoreState _state = StoreState.Empty;

    /// <summary>Makes an empty store.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="incarnation">The incarnation of the data.</param>
    public MemoryStore(TimeProvider time, Guid incarnation)
        : base(time) => Incarnation = incarnation;

    /// <inheritdoc />
    public override Guid Incarnation { get; }

    /// <inheritdoc />
    private protected override StoreState State => Volatile.Read(ref _state);

    /// <inheritdoc />
    public override ValueTask<CommitResult> CommitAsync(Commit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        CommitRules.Check(commit);
        lock (_gate)
        {
            var verdict = Judge.Decide(_state, commit, Now);
            if (verdict.Assignment is not { } assignment)
                return ValueTask.FromResult(new CommitResult { Refusal = verdict.Refusal });

            var appended = assignment.Append(commit.Events);
            if (!verdict.Repeated)
            {
                foreach (var (stream, record) in appended)
                    (CollectionsMarshal.GetValueRefOrAddDefault(_events, stream, out _) ??= []).Add(record);
                Volatile.Write(ref _state, CommitApplication.Apply(_state, commit, assignment));
            }

            return ValueTask.FromResult(assignment.Result(appended));
        }
    }

    /// <inheritdoc />
    public override ValueTask<ImmutableArray<ObjectRow?>> ReadObjectsAsync(ImmutableArray<ObjectKey> keys, CancellationToken cancellation)
    {
        ReadRules.CheckBatch(keys.Length);
        return Read(ObjectLookups.Objects(State, keys), cancellation);
    }

    /// <inheritdoc />
    public override ValueTask<ImmutableArray<RegistrationRow>> ReadRegistrationsAsync(
        ObjectKey key, long after, int limit, CancellationToken cancellation)
    {
        ReadRules.CheckLimit(limit);
        return Read(ObjectLookups.Registrations(State, key, after, limit), cancellation);
    }

    /// <inheritdoc />
    public override ValueTask<ImmutableArray<ObjectRow>> ListObjectsAsync(ObjectQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        ReadRules.CheckLimit(query.Limit);
        ReadRules.CheckFilter(query.Uuids);
        ReadRules.CheckFilter(query.UserKeys);
        return Read(ObjectLookups.List(State, query), cancellation);
    }

    /// <inheritdoc />
    public override ValueTask<ImmutableArray<ReferenceRow>> ReadReferencesAsync(
        ImmutableArray<ObjectKey> targets, Validity interval, int limit, CancellationToken cancellation)
    {
        ReadRules.CheckBatch(targets.Length);
        ReadRules.CheckLimit(limit);
        return Read(ObjectLookups.References(State, targets, interval, limit), cancellation);
    }

    /// <inheritdoc />
    public override ValueTask<ImmutableArray<Referrer>> ReadReferrersAsync(ReferrerQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        ReadRules.CheckLimit(query.Limit);
        ReadRules.CheckBatch(query.Targets.Length, query.Limit);
        return Read(ObjectLookups.Referrers(State, query), cancellation);
    }

    /// <inheritdoc />
    public override ValueTask<ImmutableArray<ObjectKey?>> FindHoldersAsync(string scope, ImmutableArray<string> values, CancellationToken cancellation)
    {
        ReadRules.CheckBatch(values.Length);
        return Read(ObjectLookups.Holders(State, scope, values), cancellation);
    }

    /// <inheritdoc />
    public override ValueTask<ImmutableArray<HistoryRow>> ReadHistoriesAsync(HistoryQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        ReadRules.CheckLimit(query.Limit);
        ReadRules.CheckBatch(query.Objects.Length, query.Limit);
        return Read(ObjectLookups.Histories(State, query), cancellation);
    }

    /// <inheritdoc />
    public override ValueTask<KeptResult?> ReadResultAsync(IdempotencyKey key, CancellationToken cancellation)
    {
        var kept = State.Results.GetValueOrDefault(key);
        return Read(kept is not null && StoreState.IsOver(kept, Now) ? null : kept, cancellation);
    }

    /// <inheritdoc />
    public override ValueTask<GroupState> ReadGroupAsync(Guid group, CancellationToken cancellation) =>
        Read(ListenerLookups.Group(State, group), cancellation);

    /// <inheritdoc />
    public override ValueTask<ImmutableArray<DueInstant>> ReadDueAsync(DueInstant? after, DateTimeOffset until, int limit, CancellationToken cancellation)
    {
        ReadRules.CheckLimit(limit);
        return Read(ObjectLookups.Due(State, after, until, limit), cancellation);
    }

    /// <inheritdoc />
    public override ValueTask<DueDeliveries> ReadDueDeliveriesAsync(
        Guid registration, DateTimeOffset until, int limit, CancellationToken cancellation)
    {
        ReadRules.CheckLimit(limit);
        return Read(DeliveryLookups.Due(State, registration, until, limit), cancellation);
    }

    /// <inheritdoc />
    public override ValueTask<ImmutableArray<DeliveryRow>> ReadDeliveriesAsync(
        Guid registration, ImmutableArray<long> numbers, CancellationToken cancellation)
    {
        ReadRules.CheckBatch(numbers.Length);
        return Read(DeliveryLookups.ByNumber(State, registration, numbers), cancellation);
    }

    /// <inheritdoc />
    public override ValueTask<ImmutableArray<DeliveryRow>> ListDeliveriesAsync(DeliveryQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        ReadRules.CheckLimit(query.Limit);
        return Read(DeliveryLookups.List(State, query), cancellation);
    }

    /// <inheritdoc />
    public override ValueTask<ImmutableArray<DeliveryBacklog>> ReadDeliveryBacklogsAsync(Guid? after, int limit, CancellationToken cancellation)
    {
        ReadRules.CheckLimit(limit);
        return Read(DeliveryLookups.Backlogs(State, after, limit), cancellation);
    }

    /// <inheritdoc />
    public override ValueTask TrimAsync(DateTimeOffset before, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_gate)
        {
            // Times never go back within a stream, so its oldest events are at its beginning.
            var firsts = ImmutableArray.CreateRange(_events.Select(events =>
            {
                var kept = events.Value.FindIndex(record => record.Time >= before);
                return KeyValuePair.Create(events.Key, kept < 0 ? long.MaxValue : events.Value[kept].Number);
            }));
            var state = ResultTables.Trim(StreamTables.Trim(_state, firsts), Now);
            foreach (var (stream, events) in _events)
                events.RemoveRange(0, events.Count - (int)(state.EndsOf(stream).Last - state.EndsOf(stream).First + 1));
            Volatile.Write(ref _state, state);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    private protected override ValueTask<ImmutableArray<EventRecord>> ReadRangeAsync(
        StreamKey stream, long first, long last, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (!_events.TryGetValue(stream, out var events) || events.Count == 0)
                return ValueTask.FromResult(ImmutableArray<EventRecord>.Empty);

            var begin = (int)Math.Max(0, first - events[0].Number);
            var end = (int)(last - events[0].Number + 1);
            return ValueTask.FromResult(end <= begin ? [] : ImmutableArray.Create(CollectionsMarshal.AsSpan(events)[begin..end]));
        }
    }

    /// <inheritdoc />
    private protected override async ValueTask<ImmutableArray<EventRecord>> ReadLaneRangeAsync(
        StreamKey stream, PriorityLane lane, long first, long last, int limit, CancellationToken cancellation)
    {
        var range = await ReadRangeAsync(stream, first, last, cancellation).ConfigureAwait(false);
        return [.. range.Where(record => PriorityLanes.Of(record.Priority) == lane).Take(limit)];
    }

    /// <inheritdoc />
    private protected override ValueTask<IReadOnlyDictionary<Guid, RowCounts>> CountRowsAsync(CancellationToken cancellation) =>
        ValueTask.FromResult(ListenerLookups.Counts(State));
}
