namespace MoCluster.Grains;

/// <summary>Tells grains of <see cref="IEndsWaits"/> that the end of their activation has begun. A service that the engine calls.</summary>
public sealed class EndingActivations : IActivationWorkingSetObserver
{
    /// <inheritdoc/>
    public void OnDeactivating(IActivationWorkingSetMember member)
    {
        // The engine holds its lock of the activation, on any thread: the grain itself is called on a turn of its own.
        if (member is IGrainContext { GrainInstance: IEndsWaits grain } activation)
            activation.Scheduler.QueueAction(grain.EndWaits);
    }
}
