using Orleans.Streams;

namespace MoCluster.Silo.Engines.Doorbells;

/// <summary>Reads one queue for Orleans' pulling agent: asks, and waits at the queue for an answer that holds something.</summary>
/// <param name="queue">The queue.</param>
internal sealed class DoorbellReader(IDoorbellQueueGrain queue) : IQueueAdapterReceiver
{
    /// <summary>How many are read at once where the agent sets no limit.</summary>
    private const int Most = 256;

    /// <inheritdoc />
    public Task Initialize(TimeSpan timeout) => Task.CompletedTask;

    /// <inheritdoc />
    public Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount) => GetQueueMessagesAsync(maxCount, CancellationToken.None);

    /// <inheritdoc />
    public async Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount, CancellationToken cancellationToken) =>
        [.. await queue.TakeAsync(maxCount < 1 ? Most : Math.Min(maxCount, Most), cancellationToken)];

    /// <inheritdoc />
    public Task MessagesDeliveredAsync(IList<IBatchContainer> messages) => Task.CompletedTask;

    /// <inheritdoc />
    public Task Shutdown(TimeSpan timeout) => Task.CompletedTask;
}
