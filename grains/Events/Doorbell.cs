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
/// Tells the routers what commits appended, by the Orleans stream of the same key. Best effort: the log is the truth, and a doorbell
/// that is lost, late or refused costs latency alone.
/// <para>
/// Grains only put events down; a loop outside of any grain sends them. What comes to a stream while a batch of it is under way goes
/// together in the next one, so that many small commits cost few batches; and no grain comes to hold what an engine keeps for every grain
/// that has ever sent on a stream.
/// </para>
/// </summary>
/// <param name="streams">The provider on whose streams batches travel.</param>
/// <param name="store">Whose incarnation the batches carry.</param>
/// <param name="logger">Where failures are told.</param>
public sealed class Doorbell(
    [FromKeyedServices(EventBatch.Provider)] IStreamProvider streams, IStoreInfo store, ILogger<Doorbell> logger)
{
    /// <summary>How many events may wait for their batch; beyond that no bell is rung, so that a stuck stream fills no memory.</summary>
    private const int MaxWaiting = 100_000;

    /// <summary>How many events a batch holds at most.</summary>
    private const int MaxBatch = 4_096;

    private readonly Lock _gate = new();
    private readonly Dictionary<StreamKey, List<EventRecord>> _waiting = [];
    private readonly HashSet<StreamKey> _underWay = [];
    private int _count;
    private TaskCompletionSource _ready = NewSignal();

    /// <summary>Rings for every stream of one commit or of several. Returns at once; nobody's answer depends on it.</summary>
    /// <param name="events">The events, as they were appended; of several commits in any order.</param>
    public void Ring(ImmutableArray<AppendedEvent> events)
    {
        if (events.IsEmpty)
            return;
        if (!TryPut(events, out var waiting))
            logger.DoorbellSkipped(waiting, events[0].Stream);
    }

    /// <summary>
    /// Waits until there is something to send, and sends it. A hosted service of every silo calls it again and again. Not to be run twice
    /// at a time.
    /// </summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>How long to pause before the next call: not at all.</returns>
    public async Task<TimeSpan> RunOnceAsync(CancellationToken cancellation)
    {
        var ready = _ready;
        await using (cancellation.UnsafeRegister(static (signal, token) => ((TaskCompletionSource)signal!).TrySetCanceled(token), ready))
            await ready.Task;
        // Behind whoever is about to run: a group's commits are answered together, so the others of it ring too.
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

    /// <summary>Takes what waits for streams of which nothing is under way.</summary>
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

    /// <summary>A batch holds consecutive numbers: where others' events stand between, it is cut.</summary>
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
