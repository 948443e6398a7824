using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains;
using MoCluster.Grains.Storage;
using MoCluster.Stores.Journal;
using MoCluster.Stores.PostgreSql;

namespace MoCluster.Silo.Storage;

/// <summary>
/// The store that all services of the process use. It measures commits and passes everything on to the real store, which is opened while the
/// silo starts.
/// </summary>
internal sealed class MeteredStore : IStore
{
    private readonly TimeProvider _time;
    private readonly Histogram<double> _commits;
    private readonly Counter<long> _events;

    private IStore? _inner;

    /// <summary>Makes the metrics of a store that is not open yet.</summary>
    /// <param name="meter">The meter. It lives longer than this object.</param>
    /// <param name="time">Measures how long commits take.</param>
    public MeteredStore(Meter meter, TimeProvider time)
    {
        _time = time;
        _commits = meter.CreateHistogram(
            "mocluster.store.commit.duration",
            "s",
            "Commits, from their arrival at the store to their answer. `outcome`: committed, refused (a precondition did not hold), unavailable "
                + "(nothing was done: the queue is full, or the store out of reach), unknown, failed.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5, 15] });
        _events = meter.CreateCounter<long>("mocluster.events", "{event}", "Events that were committed to a stream.");
        meter.CreateObservableCounter("mocluster.store.groups", () => Told(Count(_inner)?.Groups), "{group}", "Physical writes of the store. Each one writes a batch of commits.");
        meter.CreateObservableCounter("mocluster.store.grouped_commits", () => Told(Count(_inner)?.Commits), "{commit}", "Commits in these writes.");
        meter.CreateObservableCounter("mocluster.store.written", () => Told((_inner as JournalStore)?.Counters.Bytes), "By", "Bytes written to the journal's log.");
    }

    /// <summary>The measured store.</summary>
    /// <exception cref="StoreUnavailableException">The store is not open yet.</exception>
    public IStore Inner => _inner ?? throw new StoreUnavailableException("The store is not open yet.");

    /// <summary>Sets the store when it is open.</summary>
    /// <param name="store">The store.</param>
    public void Open(IStore store) => _inner = store;

    /// <inheritdoc />
    public Guid Incarnation => Inner.Incarnation;

    /// <inheritdoc />
    public DateTimeOffset Now => Inner.Now;

    /// <inheritdoc />
    public async ValueTask<CommitResult> CommitAsync(Commit commit)
    {
        using var activity = GrainActivities.Start("commit");
        var started = _time.GetTimestamp();
        var outcome = "failed";
        try
        {
            var result = await Inner.CommitAsync(commit);
            outcome = result.Committed ? "committed" : "refused";
            if (!result.Events.IsDefaultOrEmpty && _events.Enabled)
                CountEvents(result.Events);
            return result;
        }
        catch (StoreUnavailableException)
        {
            outcome = "unavailable";
            throw;
        }
        catch (CommitOutcomeUnknownException)
        {
            outcome = "unknown";
            throw;
        }
        finally
        {
            activity?.SetTag("mocluster.outcome", outcome);
            _commits.Record(_time.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<ObjectRow?>> ReadObjectsAsync(ImmutableArray<ObjectKey> keys, CancellationToken cancellation) =>
        Inner.ReadObjectsAsync(keys, cancellation);

    /// <inheritdoc />
    public ValueTask<ImmutableArray<RegistrationRow>> ReadRegistrationsAsync(
        ObjectKey key, long after, int limit, CancellationToken cancellation) =>
        Inner.ReadRegistrationsAsync(key, after, limit, cancellation);

    /// <inheritdoc />
    public ValueTask<ImmutableArray<ObjectRow>> ListObjectsAsync(ObjectQuery query, CancellationToken cancellation) =>
        Inner.ListObjectsAsync(query, cancellation);

    /// <inheritdoc />
    public ValueTask<ImmutableArray<ReferenceRow>> ReadReferencesAsync(
        ImmutableArray<ObjectKey> targets, Validity interval, int limit, CancellationToken cancellation) =>
        Inner.ReadReferencesAsync(targets, interval, limit, cancellation);

    /// <inheritdoc />
    public ValueTask<KeptResult?> ReadResultAsync(IdempotencyKey key, CancellationToken cancellation) =>
        Inner.ReadResultAsync(key, cancellation);

    /// <inheritdoc />
    public ValueTask<ImmutableArray<StreamHead>> ReadHeadsAsync(ImmutableArray<StreamKey> streams, CancellationToken cancellation) =>
        Inner.ReadHeadsAsync(streams, cancellation);

    /// <inheritdoc />
    public ValueTask<ImmutableArray<EventRecord>> ReadEventsAsync(StreamKey stream, long from, int limit, CancellationToken cancellation) =>
        Inner.ReadEventsAsync(stream, from, limit, cancellation);

    /// <inheritdoc />
    public ValueTask<ImmutableArray<EventRecord>> ReadEventsAsync(
        StreamKey stream, ImmutableArray<long> numbers, CancellationToken cancellation) =>
        Inner.ReadEventsAsync(stream, numbers, cancellation);

    /// <inheritdoc />
    public ValueTask<ImmutableArray<EventRecord>> ReadLaneAsync(
        StreamKey stream, PriorityLane lane, long from, long to, int limit, CancellationToken cancellation) =>
        Inner.ReadLaneAsync(stream, lane, from, to, limit, cancellation);

    /// <inheritdoc />
    public ValueTask<GroupState> ReadGroupAsync(Guid group, CancellationToken cancellation) => Inner.ReadGroupAsync(group, cancellation);

    /// <inheritdoc />
    public ValueTask<ImmutableArray<ListenerFrontier>> ReadFrontiersAsync(ImmutableArray<Guid> listeners, CancellationToken cancellation) =>
        Inner.ReadFrontiersAsync(listeners, cancellation);

    /// <inheritdoc />
    public ValueTask<ImmutableArray<ListenerBacklog>> ReadBacklogsAsync(Guid? after, int limit, CancellationToken cancellation) =>
        Inner.ReadBacklogsAsync(after, limit, cancellation);

    /// <inheritdoc />
    public ValueTask<ImmutableArray<NamespaceDefinition>> ReadNamespacesAsync(ImmutableArray<string> names, CancellationToken cancellation) =>
        Inner.ReadNamespacesAsync(names, cancellation);

    /// <inheritdoc />
    public ValueTask<ImmutableArray<ListenerDefinition>> ReadListenersAsync(ListenerQuery query, CancellationToken cancellation) =>
        Inner.ReadListenersAsync(query, cancellation);

    /// <inheritdoc />
    public ValueTask<ImmutableArray<DueInstant>> ReadDueAsync(
        DueInstant? after, DateTimeOffset until, int limit, CancellationToken cancellation) =>
        Inner.ReadDueAsync(after, until, limit, cancellation);

    /// <inheritdoc />
    public ValueTask TrimAsync(DateTimeOffset before, CancellationToken cancellation) => Inner.TrimAsync(before, cancellation);

    /// <summary>A counter that the store does not have reports no value.</summary>
    private static Measurement<long>[] Told(long? count) => count is { } told ? [new Measurement<long>(told)] : [];

    private static (long Commits, long Groups)? Count(IStore? store) => store switch
    {
        JournalStore journal => (journal.Counters.Commits, journal.Counters.Groups),
        PostgreSqlStore database => (database.Counters.Commits, database.Counters.Groups),
        _ => null,
    };

    private void CountEvents(ImmutableArray<AppendedEvent> events)
    {
        // Most commits append to one stream, and the events of a stream are next to each other.
        for (var from = 0; from < events.Length;)
        {
            var to = from + 1;
            while (to < events.Length && events[to].Stream == events[from].Stream)
                to++;
            _events.Add(
                to - from,
                new KeyValuePair<string, object?>("namespace", events[from].Stream.Namespace),
                new KeyValuePair<string, object?>("routing_key", events[from].Stream.RoutingKey));
            from = to;
        }
    }
}
