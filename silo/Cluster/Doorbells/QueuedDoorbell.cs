using MoCluster.GrainInterfaces.Events;
using Orleans.Providers.Streams.Common;
using Orleans.Streams;

namespace MoCluster.Silo.Cluster.Doorbells;

/// <summary>A doorbell in a queue. The reader of the queue passes it to the router of the stream.</summary>
/// <param name="Ordinal">The position in the queue, ascending.</param>
/// <param name="Batch">The committed events.</param>
[GenerateSerializer, Immutable, Alias("mo.queued-doorbell")]
internal sealed record QueuedDoorbell([property: Id(0)] long Ordinal, [property: Id(1)] EventBatch Batch) : IBatchContainer
{
    /// <inheritdoc />
    public StreamId StreamId => StreamId.Create(EventBatch.Provider, Batch.Stream.ToString());

    /// <inheritdoc />
    public StreamSequenceToken SequenceToken => new EventSequenceToken(Ordinal);

    /// <inheritdoc />
    public IEnumerable<Tuple<T, StreamSequenceToken>> GetEvents<T>() => Batch is T batch ? [Tuple.Create(batch, SequenceToken)] : [];

    /// <inheritdoc />
    public bool ImportRequestContext() => false;
}
