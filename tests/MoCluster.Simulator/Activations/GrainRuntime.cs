using Orleans;
using Orleans.Core;
using Orleans.Runtime;
using Orleans.Timers;

namespace MoCluster.Simulator.Activations;

/// <summary>What the base class of grains asks of its runtime.</summary>
internal sealed class GrainRuntime(SimulatorEngine engine) : IGrainRuntime, ITimerRegistry
{
    /// <inheritdoc/>
    public string SiloIdentity => engine.Options.Silo?.Name ?? "simulator";

    /// <summary>No address: nothing travels over a network.</summary>
    public SiloAddress SiloAddress => SiloAddress.Zero;

    /// <inheritdoc/>
    public IGrainFactory GrainFactory => engine.GrainFactory;

    /// <inheritdoc/>
    public ITimerRegistry TimerRegistry => this;

    /// <inheritdoc/>
    public IServiceProvider ServiceProvider => engine.Services;

    /// <inheritdoc/>
    public TimeProvider TimeProvider => engine.Time;

    /// <inheritdoc/>
    public void DeactivateOnIdle(IGrainContext grainContext) => grainContext.Deactivate(
        new(DeactivationReasonCode.ApplicationRequested, $"{nameof(DeactivateOnIdle)} was called."));

    /// <inheritdoc/>
    public void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan) => Of(grainContext).DelayDeactivation(timeSpan);

    /// <inheritdoc/>
    public IStorage<TGrainState> GetStorage<TGrainState>(IGrainContext grainContext) =>
        throw new NotSupportedException(
            $"Grain<{typeof(TGrainState).Name}> is not simulated; use an IPersistentState with [PersistentState].");

    /// <inheritdoc/>
    public IGrainTimer RegisterGrainTimer<TState>(
        IGrainContext grainContext, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options) =>
        Of(grainContext).AddTimer(token => callback(state, token), options);

    /// <inheritdoc/>
    [Obsolete("Use RegisterGrainTimer.")]
    public IDisposable RegisterTimer(
        IGrainContext grainContext, Func<object?, Task> callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        Of(grainContext).AddTimer(_ => callback(state), new GrainTimerCreationOptions(dueTime, period) { Interleave = true });

    private static Activation Of(IGrainContext context) => context as Activation
        ?? throw new InvalidOperationException($"{context.GrainId} does not run on the simulator.");
}
