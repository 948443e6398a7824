namespace MoCluster.Grains;

/// <summary>
/// Tells grains that implement <see cref="IEndsWaits"/> that their activation is about to end. The engine calls this service.
/// </summary>
public sealed class EndingActivations : IActivationWorkingSetObserver
{
    /// <inheritdoc/>
    public void OnDeactivating(IActivationWorkingSetMember member)
    {
        // The engine calls this on any thread, with its lock on the activation held. So the grain is called in a turn of its own.
        if (member is IGrainContext { GrainInstance: IEndsWaits grain } activation)
            activation.Scheduler.QueueAction(grain.EndWaits);
    }
}
