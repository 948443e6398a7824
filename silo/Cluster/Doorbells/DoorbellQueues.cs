using MoCluster.GrainInterfaces.Events;
using Orleans.Configuration;
using Orleans.Providers.Streams.Common;
using Orleans.Streams;

namespace MoCluster.Silo.Cluster.Doorbells;

/// <summary>
/// What the stream provider of events rests on: queues in memory, spread over the silos, each read by one of them. Orleans' own memory
/// streams ask each queue again and again whether there is anything, which at a period short enough for waiting listeners took a fifth
/// of a processor from every idle silo; here the reader waits at the queue.
/// </summary>
/// <param name="name">The provider's name.</param>
/// <param name="grains">Reaches the queues.</param>
/// <param name="time">By which readers wait.</param>
/// <param name="logs">Where readers, and Orleans' cache of a queue, log.</param>
internal sealed class DoorbellQueues(string name, IGrainFactory grains, TimeProvider time, ILoggerFactory logs)
    : IQueueAdapterFactory, IQueueAdapter
{
    /// <summary>How many queues there are in a cluster, of whatever size. Silos of two builds must agree on it.</summary>
    private const int Queues = 8;

    /// <summary>How many doorbells of a queue may be on their way to routers.</summary>
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
