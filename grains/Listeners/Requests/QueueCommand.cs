using MoCluster.Grains.Listeners.Queues;
using MoCluster.Grains.Listeners.Queues.Turns;

namespace MoCluster.Grains.Listeners.Requests;

/// <summary>A <see cref="IQueueCommand"/> with its answer.</summary>
/// <typeparam name="T">What is answered.</typeparam>
internal abstract class QueueCommand<T> : GroupRequest<T>, IQueueCommand
{
    /// <inheritdoc />
    public abstract int Weight { get; }

    /// <inheritdoc />
    public abstract void Decide(ListenerQueue queue, QueueTurn turn);

    /// <inheritdoc />
    public abstract bool Committed();
}
