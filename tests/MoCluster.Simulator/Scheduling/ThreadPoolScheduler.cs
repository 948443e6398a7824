namespace MoCluster.Simulator.Scheduling;

/// <summary>Runs grains on the thread pool: real time, in parallel.</summary>
public sealed class ThreadPoolScheduler : ITurnScheduler
{
    /// <inheritdoc/>
    public int TurnsInARow => 128;

    /// <inheritdoc/>
    public TaskCreationOptions ReplyOptions => TaskCreationOptions.RunContinuationsAsynchronously;

    /// <inheritdoc/>
    public void Schedule(IThreadPoolWorkItem turns, bool again)
    {
        // A thread's own queue is last in, first out: a busy grain would keep all others from its thread.
#pragma warning disable RS0030 // The one place where threads come from.
        ThreadPool.UnsafeQueueUserWorkItem(turns, preferLocal: !again);
#pragma warning restore RS0030
    }

    /// <inheritdoc/>
    public void Carry(IThreadPoolWorkItem message)
    {
        ArgumentNullException.ThrowIfNull(message);
        message.Execute();
    }
}
