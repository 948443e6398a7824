using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Storage;
using Orleans.Streams;

namespace MoCluster.Grains.Events;

/// <summary>
/// Tells the routers of streams that events were committed, by the Orleans stream of the same key. The log is the truth: a ring
/// that is lost costs at most the time until the sweep, so that nobody waits for one and a failure is no failure of the commit.
/// </summary>
/// <param name="provider">Carries the batches.</param>
/// <param name="store">Tells the incarnation, by which routers know batches of another life of the data.</param>
/// <param name="log">Where a lost ring is noted.</param>
public sealed class Doorbell(
    [FromKeyedServices(EventBatch.Provider)] IStreamProvider provider, IStore store, ILogger<Doorbell> log)
{
    /// <summary>Rings, and does not wait.</summary>
    /// <param name="events">The events of one commit, as they were appended.</param>
    public void Ring(ImmutableArray<AppendedEvent> events)
    {
        if (events.Length == 1)
        {
            _ = RingAsync(events[0].Stream, [events[0].Event]);
            return;
        }
        foreach (var stream in events.GroupBy(appended => appended.Stream, appended => appended.Event))
            _ = RingAsync(stream.Key, [.. stream]);
    }

    private async Task RingAsync(StreamKey stream, ImmutableArray<EventRecord> events)
    {
        try
        {
            await provider.GetStream<EventBatch>(StreamId.Create(EventBatch.Provider, stream.ToString()))
                .OnNextAsync(new EventBatch(stream, store.Incarnation, events));
        }
        catch (Exception exception)
        {
            log.DoorbellFailed(stream, exception);
        }
    }
}
