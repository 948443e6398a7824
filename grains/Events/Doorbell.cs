using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Storage;
using Orleans.Streams;

namespace MoCluster.Grains.Events;

/// <summary>
/// Tells the routers what a commit appended, by the Orleans stream of the same key. Best effort: the log is the truth, and a doorbell
/// that is lost, late or refused costs latency alone.
/// </summary>
/// <param name="streams">The provider on whose streams batches travel.</param>
/// <param name="store">Whose incarnation the batches carry.</param>
/// <param name="logger">Where failures are told.</param>
public sealed class Doorbell(
    [FromKeyedServices(EventBatch.Provider)] IStreamProvider streams, IStore store, ILogger<Doorbell> logger)
{
    /// <summary>How many doorbells may be under way; beyond that they are not rung, so that a stuck stream fills no memory.</summary>
    private const int MaxOutstanding = 1_000;

    private int _outstanding;

    /// <summary>Rings for every stream of one commit or of several. Returns at once; nobody's answer depends on it.</summary>
    /// <param name="events">The events, as they were appended; of several commits in any order.</param>
    public void Ring(ImmutableArray<AppendedEvent> events)
    {
        foreach (var batch in Batches(events))
        {
            if (Interlocked.Increment(ref _outstanding) > MaxOutstanding)
            {
                logger.DoorbellSkipped(Interlocked.Decrement(ref _outstanding), batch.Stream);
                continue;
            }

            _ = SendAsync(batch);
        }
    }

    private IEnumerable<EventBatch> Batches(ImmutableArray<AppendedEvent> events)
    {
        if (events.IsEmpty)
            return [];
        var first = events[0].Stream;
        return IsRun(events, first)
            ? [new EventBatch(first, store.Incarnation, ImmutableArray.CreateRange(events, appended => appended.Event))]
            : events.GroupBy(appended => appended.Stream, appended => appended.Event)
                .SelectMany(group => Runs(group.OrderBy(appended => appended.Number)).Select(run => new EventBatch(group.Key, store.Incarnation, run)));
    }

    private static bool IsRun(ImmutableArray<AppendedEvent> events, StreamKey stream)
    {
        for (var i = 0; i < events.Length; i++)
        {
            if (events[i].Stream != stream || events[i].Event.Number != events[0].Event.Number + i)
                return false;
        }

        return true;
    }

    /// <summary>A batch holds consecutive numbers: where others' events stand between those of several commits, it is cut.</summary>
    private static IEnumerable<ImmutableArray<EventRecord>> Runs(IEnumerable<EventRecord> ascending)
    {
        var run = ImmutableArray.CreateBuilder<EventRecord>();
        foreach (var record in ascending)
        {
            if (run.Count > 0 && record.Number != run[^1].Number + 1)
            {
                yield return run.ToImmutable();
                run.Clear();
            }

            run.Add(record);
        }

        yield return run.ToImmutable();
    }

    private async Task SendAsync(EventBatch batch)
    {
        try
        {
            await streams.GetStream<EventBatch>(StreamId.Create(EventBatch.Provider, batch.Stream.ToString())).OnNextAsync(batch);
        }
        catch (Exception exception)
        {
            logger.DoorbellFailed(exception, batch.Stream);
        }
        finally
        {
            Interlocked.Decrement(ref _outstanding);
        }
    }
}
