using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Events;

namespace MoCluster.Silo.Cluster.Doorbells;

/// <summary>A queue of doorbells; its key is the name of the queue. Every silo adds to it, and one silo reads it.</summary>
[Alias("mo.doorbell-queue")]
internal interface IDoorbellQueueGrain : IGrainWithStringKey
{
    /// <summary>Adds a doorbell and wakes the reader.</summary>
    /// <param name="batch">The committed events.</param>
    /// <exception cref="InvalidOperationException">The queue is full, because no silo reads it.</exception>
    [Alias("put")]
    Task PutAsync(EventBatch batch);

    /// <summary>Removes doorbells from the queue. Waits for one while the queue is empty.</summary>
    /// <param name="most">The most doorbells to remove.</param>
    /// <param name="cancellation">Ends the wait; the answer is empty then.</param>
    /// <returns>The doorbells, oldest first; empty when the wait ended without any.</returns>
    [Alias("take"), ResponseTimeout("00:00:20")]
    Task<ImmutableArray<QueuedDoorbell>> TakeAsync(int most, CancellationToken cancellation);
}
