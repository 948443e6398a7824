using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains;
using Orleans.Concurrency;
using Orleans.Placement;

namespace MoCluster.Silo.Cluster.Doorbells;

/// <summary>
/// Holds doorbells in memory until they are read. The reader waits here, so that an idle cluster asks nothing and a doorbell goes on at
/// once. What is lost with a silo costs latency alone: the log is the truth.
/// </summary>
/// <param name="time">By which it waits.</param>
/// <param name="process">Whose stop ends the wait: a grain with a call under way keeps its silo from leaving.</param>
[Reentrant, PreferLocalPlacement, GrainType("mo.doorbell-queue")]
internal sealed class DoorbellQueueGrain(TimeProvider time, IHostApplicationLifetime process) : Grain, IDoorbellQueueGrain, IEndsWaits
{
    /// <summary>How many doorbells wait at most.</summary>
    private const int Capacity = 16_384;

    /// <summary>How many events they hold together at most, or one doorbell more: one may hold thousands.</summary>
    private const int EventCapacity = 200_000;

    /// <summary>How long a reader waits before it asks again; well below the response timeout of its call.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly Queue<QueuedDoorbell> _queue = [];
    private TaskCompletionSource _arrived = NewSignal();
    private int _events;
    private bool _isEnding;

    /// <summary>Later activations go on above earlier ones.</summary>
    private long _ordinal = time.GetUtcNow().UtcTicks;

    /// <inheritdoc />
    public Task PutAsync(EventBatch batch)
    {
        if (_queue.Count >= Capacity || _events >= EventCapacity)
        {
            throw new InvalidOperationException(
                $"{_queue.Count} doorbells with {_events} events wait in queue {this.GetPrimaryKeyString()}; nobody reads it fast enough.");
        }

        _events += batch.Events.Length;
        _queue.Enqueue(new QueuedDoorbell(_ordinal++, batch));
        _arrived.TrySetResult();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<QueuedDoorbell>> TakeAsync(int most, CancellationToken cancellation)
    {
        if (_queue.Count == 0 && !_isEnding)
        {
            if (_arrived.Task.IsCompleted)
                _arrived = NewSignal();
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, process.ApplicationStopping);
            await _arrived.Task.WaitAsync(LongestWait, time, end.Token)
                .ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);

            // What is taken out for a reader that has gone is lost.
            if (cancellation.IsCancellationRequested)
                return [];
        }

        var taken = ImmutableArray.CreateBuilder<QueuedDoorbell>(Math.Min(most, _queue.Count));
        while (taken.Count < most && _queue.TryDequeue(out var doorbell))
        {
            taken.Add(doorbell);
            _events -= doorbell.Batch.Events.Length;
        }

        return taken.DrainToImmutable();
    }

    /// <inheritdoc />
    public void EndWaits()
    {
        _isEnding = true;
        _arrived.TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
