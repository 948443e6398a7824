namespace MoCluster.Embedded.Scheduling;

/// <summary>Runs grains on the thread pool: real time, in parallel.</summary>
public sealed class ThreadPoolScheduler : ITurnScheduler
{
    /// <inheritdoc/>
    public int TurnsInARow => 128;

    /// <inheritdoc/>
    public TaskCreationOptions ReplyOptions => TaskCreationOptions.RunContinuationsAsynchronously;

    /// <inheritdoc/>
    public void Schedule(IThreadPoolWorkItem turns) => ThreadPool.UnsafeQueueUserWorkItem(turns, preferLocal: true);

    /// <inheritdoc/>
    public void Carry(IThreadPoolWorkItem message)
    {
        ArgumentNullException.ThrowIfNull(message);
        message.Execute();
    }
}
