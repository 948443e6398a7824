namespace Orleans.Runtime;

/// <summary>The activation that a grain instance lives in.</summary>
public interface IGrainContext
{
    /// <summary>The grain's id.</summary>
    GrainId GrainId { get; }

    /// <summary>The activation's own id.</summary>
    ActivationId ActivationId { get; }

    /// <summary>The grain instance, once there is one.</summary>
    object? GrainInstance { get; }

    /// <summary>The services of this activation.</summary>
    IServiceProvider ActivationServices { get; }

    /// <summary>Runs work on the activation's turns.</summary>
    IWorkItemScheduler Scheduler { get; }

    /// <summary>Completes when the activation has ended.</summary>
    Task Deactivated { get; }

    /// <summary>
    /// Ends the activation: what runs is finished, then <see cref="IGrainBase.OnDeactivateAsync"/>; calls that wait go to a new one.
    /// </summary>
    /// <param name="deactivationReason">Why.</param>
    /// <param name="cancellationToken">Cancels the wait for OnDeactivateAsync, not the end.</param>
    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
}
