using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Events;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Objects.Effects;

/// <summary>
/// Publishes an event at every instant at which a validity begins or ends (docs/architecture.md §5.1). One commit publishes the
/// event and deletes the row of the due instant, and it holds only while the row exists. So each event is published once, however many silos
/// run this, and it catches up on instants that came due during a stop.
/// </summary>
/// <param name="store">The store, which has the rows of due instants.</param>
/// <param name="doorbell">Tells the routers.</param>
/// <param name="catalogue">The types of objects.</param>
/// <param name="identifiers">Gives commits and events their uuids.</param>
/// <param name="options">The interval and the size of a batch.</param>
/// <param name="logger">Logs failures.</param>
public sealed class EffectClock(
    IStore store,
    Doorbell doorbell,
    ObjectCatalogue catalogue,
    IIdentifierSource identifiers,
    EffectClockOptions options,
    ILogger<EffectClock> logger)
{
    /// <summary>
    /// How many batches may be on their way to the disk: the store writes one while it gathers the commits of the next. There is only one at the
    /// beginning, and while another silo takes rows of the same batch: then the outcome of one batch must be known before the next.
    /// </summary>
    private const int MaxUnderWay = 2;

    /// <summary>
    /// Publishes the due instants that have come, the earliest first. One process must not run this twice at a time; two silos may.
    /// </summary>
    /// <param name="cancellation">Ends the run between two batches.</param>
    /// <returns>How long to pause: until the next due instant, but at most <see cref="EffectClockOptions.EffectInterval"/>.</returns>
    public async Task<TimeSpan> RunOnceAsync(CancellationToken cancellation)
    {
        var underWay = new Queue<Task<EffectBatch>>();
        try
        {
            DueInstant? after = null;
            var isAlone = false;
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                var now = store.Now;
                // Reading continues after the last row: rows deleted a moment ago slow down the index, and rows that cannot be published remain.
                var due = await store.ReadDueAsync(after, now + (options.EffectInterval * 2), options.EffectBatch, cancellation);
                var come = due.TakeWhile(row => row.Instant <= now).ToImmutableArray();
                if (!come.IsEmpty)
                {
                    while (underWay.Count >= (isAlone ? MaxUnderWay : 1))
                    {
                        var batch = await underWay.Dequeue();
                        if (!batch.GoesOn)
                            return options.EffectInterval;
                        isAlone = !batch.Fates.Contains(EffectFate.Gone);
                    }

                    underWay.Enqueue(PublishAsync(come, cancellation));
                    after = come[^1];
                }

                if (come.Length == options.EffectBatch)
                    continue;
                await Task.WhenAll(underWay);
                return come.Length == due.Length ? options.EffectInterval : PauseUntil(due[come.Length].Instant);
            }
        }
        finally
        {
            await Task.WhenAll(underWay);
        }
    }

    /// <summary>The pause until an instant, rounded up to a millisecond: a timer that fires early would cost a second look.</summary>
    private TimeSpan PauseUntil(DateTimeOffset instant)
    {
        var pause = TimeSpan.FromMilliseconds(Math.Ceiling((instant - store.Now).TotalMilliseconds));
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause < options.EffectInterval ? pause : options.EffectInterval;
    }

    private async Task<EffectBatch> PublishAsync(ImmutableArray<DueInstant> due, CancellationToken cancellation)
    {
        var rows = await store.ReadObjectsAsync([.. due.Select(row => row.Object)], cancellation);
        var failures = new Failures();
        // Handed to the store together, so that they share its batches.
        var outcomes = await Task.WhenAll(due.Select((instant, index) => PublishOneAsync(instant, rows[index], failures)));
        if (failures.First is var (failed, exception))
            logger.DueEventFailed(exception, failed.Object.ToString(), failed.Instant, failures.Count - 1);
        var batch = new EffectBatch(
            ImmutableArray.CreateRange(outcomes.Select(outcome => outcome.Fate)), [.. outcomes.SelectMany(outcome => outcome.Events)]);
        doorbell.Ring(batch.Events);
        return batch;
    }

    private async Task<(EffectFate Fate, ImmutableArray<AppendedEvent> Events)> PublishOneAsync(
        DueInstant due, ObjectRow? row, Failures failures)
    {
        ImmutableArray<EventDraft> events;
        try
        {
            events = row is null ? [] : [Draft(due.Object, row)];
        }
        catch (Exception exception)
        {
            failures.Add(due, exception);
            return (EffectFate.Unmade, []);
        }

        try
        {
            var result = await store.CommitAsync(new Commit { Id = identifiers.Next(), Struck = [due], Events = events });
            return result.Committed ? (EffectFate.Published, result.Events) : (EffectFate.Gone, []);
        }
        catch (Exception exception)
        {
            failures.Add(due, exception);
            return (EffectFate.Uncommitted, []);
        }
    }

    private EventDraft Draft(ObjectKey key, ObjectRow row)
    {
        var type = catalogue[key.Type];
        var state = ObjectStateCodec.Decode(type, row.State.AsSpan());
        return new EventDraft(
            new StreamKey(type.Namespace, type.Name),
            identifiers.Next(),
            key.Uuid.ToString("D"),
            EventRecord.DefaultPriority,
            state.EventKey(key.Uuid),
            new RegistrationReference(key, row.Number));
    }

    /// <summary>Collects the failures of a batch for a single log line, since an unreachable store fails all of them.</summary>
    private sealed class Failures
    {
        private int _count;

        public (DueInstant Due, Exception Exception)? First { get; private set; }

        public int Count => _count;

        public void Add(DueInstant due, Exception exception)
        {
            if (Interlocked.Increment(ref _count) == 1)
                First = (due, exception);
        }
    }
}
