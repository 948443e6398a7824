using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using MoCluster.Grains;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Events;
using MoCluster.Stores.PostgreSql;
using MoCluster.Stores.Sqlite;

namespace MoCluster.Silo.Storage;

/// <summary>
/// The store that all services of the process use. It measures commits and passes everything on to the real store, which is opened while the
/// silo starts.
/// </summary>
internal sealed class MeteredStore : DelegatingStore
{
    private const long PageSize = 4096;

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
        meter.CreateObservableCounter("mocluster.store.batches", () => Told(Count(_inner)?.Batches), "{batch}", "Physical writes of the store. Each one writes a batch of commits.");
        meter.CreateObservableCounter("mocluster.store.batched_commits", () => Told(Count(_inner)?.Commits), "{commit}", "Commits in these writes.");
        meter.CreateObservableCounter("mocluster.store.written", () => Told((_inner as SqliteStore)?.Counters.Pages * PageSize), "By", "Bytes that the embedded store wrote to its write-ahead log.");
    }

    /// <summary>The measured store.</summary>
    /// <exception cref="StoreUnavailableException">The store is not open yet.</exception>
    public override IStore Inner => _inner ?? throw new StoreUnavailableException("The store is not open yet.");

    /// <summary>Sets the store when it is open.</summary>
    /// <param name="store">The store.</param>
    public void Open(IStore store) => _inner = store;

    /// <inheritdoc />
    public override async ValueTask<CommitResult> CommitAsync(Commit commit)
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

    /// <summary>A counter that the store does not have reports no value.</summary>
    private static Measurement<long>[] Told(long? count) => count is { } told ? [new Measurement<long>(told)] : [];

    private static (long Commits, long Batches)? Count(IStore? store) => store switch
    {
        SqliteStore { Counters: var counters } => (counters.Commits, counters.Batches),
        PostgreSqlStore database => (database.Counters.Commits, database.Counters.Batches),
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
