using Orleans.Runtime;

namespace Orleans;

/// <summary>What the engine asks of a grain class; <see cref="Grain"/> is the usual way to have it.</summary>
public interface IGrainBase
{
    /// <summary>The activation that this instance lives in.</summary>
    IGrainContext GrainContext { get; }

    /// <summary>Runs on the grain's turn before its first call; an exception fails the calls that wait for the activation.</summary>
    /// <param name="token">Cancelled when the activation takes too long or is given up.</param>
    /// <returns>A task whose completion makes the activation valid.</returns>
    Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

    /// <summary>Runs on the grain's turn after its last call; an exception is logged and changes nothing.</summary>
    /// <param name="reason">Why the activation ends.</param>
    /// <param name="token">Cancelled when the deactivation takes too long.</param>
    /// <returns>A task whose completion ends the activation.</returns>
    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
}
