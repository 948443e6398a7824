using MoCluster.GrainInterfaces.Events;
using Orleans.Configuration;
using Orleans.Providers.Streams.Common;
using Orleans.Streams;

namespace MoCluster.Silo.Cluster.Doorbells;

/// <summary>
/// The queues behind the stream provider of events. They are in memory and spread over the silos; one silo reads each of them. Orleans' own
/// memory streams poll each queue, and polling often enough for waiting listeners cost every idle silo a fifth of a processor. Here the reader's
/// call waits at the queue instead.
/// </summary>
/// <param name="name">The name of the provider.</param>
/// <param name="grains">Gives the grains of the queues.</param>
/// <param name="time">Measures the waits of readers.</param>
/// <param name="logs">Makes the logs of the readers and of Orleans' queue caches.</param>
internal sealed class DoorbellQueues(string name, IGrainFactory grains, TimeProvider time, ILoggerFactory logs)
    : IQueueAdapterFactory, IQueueAdapter
{
    /// <summary>The number of queues in a cluster of any size. Silos of two builds must agree on it.</summary>
    private const int Queues = 8;

    /// <summary>The most doorbells of a queue that may be on their way to routers.</summary>
    private const int Underway = 4_096;

    private readonly HashRingBasedStreamQueueMapper _mapper = new(new HashRingStreamQueueMapperOptions { TotalQueueCount = Queues }, name);

    /// <inheritdoc />
    public string Name => name;

    /// <inheritdoc />
    public bool IsRewindable => false;

    /// <inheritdoc />
    public StreamProviderDirection Direction => StreamProviderDirection.ReadWrite;

    /// <inheritdoc />
    public Task<IQueueAdapter> CreateAdapter() => Task.FromResult<IQueueAdapter>(this);

    /// <inheritdoc />
    public IQueueAdapterCache GetQueueAdapterCache() => new SimpleQueueAdapterCache(new SimpleQueueCacheOptions { CacheSize = Underway }, name, logs);

    /// <inheritdoc />
    public IStreamQueueMapper GetStreamQueueMapper() => _mapper;

    /// <inheritdoc />
    public Task<IStreamFailureHandler> GetDeliveryFailureHandler(QueueId queueId) =>
        Task.FromResult<IStreamFailureHandler>(new NoOpStreamDeliveryFailureHandler());

    /// <inheritdoc />
    public async Task QueueMessageBatchAsync<T>(
        StreamId streamId, IEnumerable<T> events, StreamSequenceToken? token, Dictionary<string, object>? requestContext)
    {
        var queue = QueueOf(_mapper.GetQueueForStream(streamId));
        foreach (var batch in events.Cast<EventBatch>())
            await queue.PutAsync(batch);
    }

    /// <inheritdoc />
    public IQueueAdapterReceiver CreateReceiver(QueueId queueId) =>
        new DoorbellReader(QueueOf(queueId), queueId.ToString(), time, logs.CreateLogger<DoorbellReader>());

    private IDoorbellQueueGrain QueueOf(QueueId queueId) => grains.GetGrain<IDoorbellQueueGrain>(queueId.ToString());
}
