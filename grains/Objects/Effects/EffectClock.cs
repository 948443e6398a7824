using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Events;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Objects.Effects;

/// <summary>
/// Emits an event at every instant at which a validity begins or ends (seeds: «goes into or out of effect»). Each due instant is
/// published and struck in one commit that holds only while its row stands, so it happens once, on however many silos this runs,
/// and is caught up after a stop.
/// </summary>
/// <param name="store">Where due instants stand.</param>
/// <param name="doorbell">Tells the routers.</param>
/// <param name="catalogue">The types of objects.</param>
/// <param name="identifiers">Gives events their uuids.</param>
/// <param name="options">Its limits.</param>
/// <param name="logger">Where failures are told.</param>
public sealed class EffectClock(
    IStore store,
    Doorbell doorbell,
    ObjectCatalogue catalogue,
    IIdentifierSource identifiers,
    EffectClockOptions options,
    ILogger<EffectClock> logger)
{
    /// <summary>
    /// How many batches may be on their way to the disk: one is written while the store forms the group of the next. Only one at the
    /// beginning, and while another silo takes rows of the same ones: what is handed over is then decided before more is.
    /// </summary>
    private const int MaxUnderWay = 2;

    /// <summary>Publishes what has come due, the earliest first. Not to be run twice at a time in one process; on two silos it may.</summary>
    /// <param name="cancellation">Ends it between two batches.</param>
    /// <returns>How long to pause: until the next due instant, and at most <see cref="EffectClockOptions.EffectInterval"/>.</returns>
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
                // From behind the last one: what was struck a moment ago costs the index a walk, and what cannot be told stands.
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

    /// <summary>Rounded up to what timers count in: one that fires a moment early would cost a second look.</summary>
    private TimeSpan PauseUntil(DateTimeOffset instant)
    {
        var pause = TimeSpan.FromMilliseconds(Math.Ceiling((instant - store.Now).TotalMilliseconds));
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause < options.EffectInterval ? pause : options.EffectInterval;
    }

    private async Task<EffectBatch> PublishAsync(ImmutableArray<DueInstant> due, CancellationToken cancellation)
    {
        var rows = await store.ReadObjectsAsync([.. due.Select(row => row.Object)], cancellation);
        var failures = new Failures();
        // Handed to the store together: they share its groups.
        var told = await Task.WhenAll(due.Select((instant, index) => PublishOneAsync(instant, rows[index], failures)));
        if (failures.First is var (failed, exception))
            logger.DueEventFailed(exception, failed.Object.ToString(), failed.Instant, failures.Count - 1);
        var batch = new EffectBatch(
            ImmutableArray.CreateRange(told.Select(one => one.Fate)), [.. told.SelectMany(one => one.Events)]);
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
            return result.Committed ? (EffectFate.Told, result.Events) : (EffectFate.Gone, []);
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
            Derivation.EventKey(key.Uuid, state, null),
            new RegistrationReference(key, row.Number));
    }

    /// <summary>The failures of a batch, of which one line of the log tells: a store out of reach fails all.</summary>
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
