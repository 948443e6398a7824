using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains;
using Orleans.Concurrency;
using Orleans.Placement;

namespace MoCluster.Silo.Cluster.Doorbells;

/// <summary>
/// Holds doorbells in memory until they are read. The reader's call waits here, so an idle cluster does not poll and a doorbell is passed on
/// at once. Doorbells that are lost with a silo cost latency only, because listeners read the log.
/// </summary>
/// <param name="time">Measures the wait.</param>
/// <param name="process">Ends the wait when the process stops: a grain with a running call would delay the stop of its silo.</param>
[Reentrant, PreferLocalPlacement, GrainType("mo.doorbell-queue")]
internal sealed class DoorbellQueueGrain(TimeProvider time, IHostApplicationLifetime process) : Grain, IDoorbellQueueGrain, IEndsWaits
{
    /// <summary>The most doorbells that the queue holds.</summary>
    private const int Capacity = 16_384;

    /// <summary>The queue takes no further doorbell when it holds this many events. A single doorbell may hold thousands.</summary>
    private const int EventCapacity = 200_000;

    /// <summary>The longest wait of a reader's call; well below the response timeout of the call.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly Queue<QueuedDoorbell> _queue = [];
    private TaskCompletionSource _arrived = NewSignal();
    private int _events;
    private bool _isEnding;

    /// <summary>The last ordinal. It begins at the current time, so that a later activation continues above an earlier one.</summary>
    private long _ordinal = time.GetUtcNow().UtcTicks;

    /// <inheritdoc />
    public Task PutAsync(EventBatch batch)
    {
        if (_queue.Count >= Capacity || _events >= EventCapacity)
        {
            throw new InvalidOperationException(
                $"{_queue.Count} doorbells with {_events} events wait in queue {this.GetPrimaryKeyString()}; it is not read fast enough.");
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

            // Do not take doorbells for a reader that is gone: they would be lost.
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
