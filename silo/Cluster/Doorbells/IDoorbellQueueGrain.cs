using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Events;

namespace MoCluster.Silo.Cluster.Doorbells;

/// <summary>One queue of doorbells; its key is the name of the queue. Any silo puts in, one reads.</summary>
[Alias("mo.doorbell-queue")]
internal interface IDoorbellQueueGrain : IGrainWithStringKey
{
    /// <summary>Puts a doorbell in, and wakes the reader.</summary>
    /// <param name="batch">What was committed.</param>
    /// <exception cref="InvalidOperationException">The queue is full: nobody reads it.</exception>
    [Alias("put")]
    Task PutAsync(EventBatch batch);

    /// <summary>Takes out what there is; where there is nothing, waits for it a while.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellation">Ends the wait, with nothing.</param>
    /// <returns>What was taken, the oldest first; nothing when the wait was over.</returns>
    [Alias("take"), ResponseTimeout("00:00:20")]
    Task<ImmutableArray<QueuedDoorbell>> TakeAsync(int most, CancellationToken cancellation);
}
