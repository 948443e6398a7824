using MoCluster.Silo.Diagnostics;
using Orleans.Streams;

namespace MoCluster.Silo.Cluster.Doorbells;

/// <summary>Reads one queue for Orleans' pulling agent. Its call waits at the queue until there is a doorbell.</summary>
/// <param name="queue">The queue.</param>
/// <param name="name">The name of the queue, for the log.</param>
/// <param name="time">Measures the pause after a failure.</param>
/// <param name="logger">The log.</param>
internal sealed class DoorbellReader(IDoorbellQueueGrain queue, string name, TimeProvider time, ILogger<DoorbellReader> logger)
    : IQueueAdapterReceiver
{
    /// <summary>The pause after a failure, for example when the silo of the queue stopped. The agent's own pause is 10 s and more.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>The most doorbells in one read when the agent sets no limit.</summary>
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
