using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Events;
using Orleans.Streams;

namespace MoCluster.Grains.Events;

/// <summary>
/// Tells the routers which events commits appended, over the Orleans stream of the same key. This is best effort: the log is the truth, and a doorbell
/// that is lost, late or refused only costs latency.
/// </summary>
/// <remarks>
/// Grains only hand events in; a loop outside of any grain sends them. Events that arrive while a batch of their stream is being sent go
/// together in the next one, so many small commits cost few batches. It also spares grains the state that Orleans keeps for every grain that
/// has ever sent on a stream.
/// </remarks>
/// <param name="streams">The stream provider.</param>
/// <param name="store">The store, whose incarnation the batches carry.</param>
/// <param name="logger">Logs failures.</param>
public sealed class Doorbell(
    [FromKeyedServices(EventBatch.Provider)] IStreamProvider streams, IStoreInfo store, ILogger<Doorbell> logger)
{
    /// <summary>How many events may wait for their batch. Beyond that the doorbell does not ring, so that a stuck stream does not fill the memory.</summary>
    private const int MaxWaiting = 100_000;

    /// <summary>The most events of a batch.</summary>
    private const int MaxBatch = 4_096;

    private readonly Lock _gate = new();
    private readonly Dictionary<StreamKey, List<EventRecord>> _waiting = [];
    private readonly HashSet<StreamKey> _underWay = [];
    private int _count;
    private TaskCompletionSource _ready = NewSignal();

    /// <summary>Rings for the streams of one commit or of several. Returns at once; no caller's answer depends on it.</summary>
    /// <param name="events">The appended events. Those of several commits may be in any order.</param>
    public void Ring(ImmutableArray<AppendedEvent> events)
    {
        GrainMetrics.Sent(events);
        if (events.IsEmpty)
            return;
        if (!TryPut(events, out var waiting))
            logger.DoorbellSkipped(waiting, events[0].Stream);
    }

    /// <summary>
    /// Waits until there is something to send, and sends it. A hosted service of every silo calls this again and again. It must not run twice at
    /// a time.
    /// </summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The pause before the next call: none.</returns>
    public async Task<TimeSpan> RunOnceAsync(CancellationToken cancellation)
    {
        var ready = _ready;
        await using (cancellation.UnsafeRegister(static (signal, token) => ((TaskCompletionSource)signal!).TrySetCanceled(token), ready))
            await ready.Task;
        // Let others run first: the commits of a batch are answered together, so the rest of them are about to ring too.
        await Task.Yield();
        foreach (var (stream, events) in Take())
            _ = SendAsync(stream, events);
        return TimeSpan.Zero;
    }

    private bool TryPut(ImmutableArray<AppendedEvent> events, out int waiting)
    {
        lock (_gate)
        {
            waiting = _count;
            if (waiting > 0 && waiting + events.Length > MaxWaiting)
                return false;
            foreach (var appended in events)
                (CollectionsMarshal.GetValueRefOrAddDefault(_waiting, appended.Stream, out _) ??= []).Add(appended.Event);
            _count += events.Length;
            _ready.TrySetResult();
            return true;
        }
    }

    /// <summary>Takes the events of all streams for which no batch is being sent.</summary>
    private List<(StreamKey Stream, List<EventRecord> Events)> Take()
    {
        lock (_gate)
        {
            _ready = NewSignal();
            var taken = new List<(StreamKey Stream, List<EventRecord> Events)>();
            foreach (var (stream, events) in _waiting)
            {
                if (_underWay.Add(stream))
                    taken.Add((stream, events));
            }

            foreach (var (stream, events) in taken)
            {
                _waiting.Remove(stream);
                _count -= events.Count;
            }

            return taken;
        }
    }

    private async Task SendAsync(StreamKey stream, List<EventRecord> events)
    {
        try
        {
            var target = streams.GetStream<EventBatch>(StreamId.Create(EventBatch.Provider, stream.ToString()));
            foreach (var run in Runs(events))
            {
                using var activity = GrainActivities.StartFor("ring", stream, run);
                await target.OnNextAsync(new EventBatch(stream, store.Incarnation, run));
            }
        }
        catch (Exception exception)
        {
            logger.DoorbellFailed(exception, stream);
        }
        finally
        {
            Sent(stream);
        }
    }

    private void Sent(StreamKey stream)
    {
        lock (_gate)
        {
            _underWay.Remove(stream);
            if (_waiting.ContainsKey(stream))
                _ready.TrySetResult();
        }
    }

    /// <summary>Splits events into batches. A batch has consecutive numbers, so it ends where a number is missing.</summary>
    private static IEnumerable<ImmutableArray<EventRecord>> Runs(List<EventRecord> events)
    {
        events.Sort((one, other) => one.Number.CompareTo(other.Number));
        var first = 0;
        for (var next = 1; next <= events.Count; next++)
        {
            if (next < events.Count && next - first < MaxBatch && events[next].Number == events[next - 1].Number + 1)
                continue;
            yield return [.. CollectionsMarshal.AsSpan(events)[first..next]];
            first = next;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
