using MoCluster.Silo.Diagnostics;
using Orleans.Streams;

namespace MoCluster.Silo.Cluster.Doorbells;

/// <summary>Reads one queue for Orleans' pulling agent: asks, and waits at the queue for an answer that holds something.</summary>
/// <param name="queue">The queue.</param>
/// <param name="name">Its name.</param>
/// <param name="time">By which it waits.</param>
/// <param name="logger">Where failures are told.</param>
internal sealed class DoorbellReader(IDoorbellQueueGrain queue, string name, TimeProvider time, ILogger<DoorbellReader> logger)
    : IQueueAdapterReceiver
{
    /// <summary>How long it pauses after a failure, when the queue's silo ended for example. The agent's own pause is 10 s and more.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>How many are read at once where the agent sets no limit.</summary>
    private const int Most = 256;

    /// <inheritdoc />
    public Task Initialize(TimeSpan timeout) => Task.CompletedTask;

    /// <inheritdoc />
    public Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount) => GetQueueMessagesAsync(maxCount, CancellationToken.None);

    /// <inheritdoc />
    public async Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount, CancellationToken cancellationToken)
    {
        try
        {
            return [.. await queue.TakeAsync(maxCount < 1 ? Most : Math.Min(maxCount, Most), cancellationToken)];
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.DoorbellQueueFailed(exception, name);
            await Task.Delay(Pause, time, cancellationToken);
            return [];
        }
    }

    /// <inheritdoc />
    public Task MessagesDeliveredAsync(IList<IBatchContainer> messages) => Task.CompletedTask;

    /// <inheritdoc />
    public Task Shutdown(TimeSpan timeout) => Task.CompletedTask;
}
