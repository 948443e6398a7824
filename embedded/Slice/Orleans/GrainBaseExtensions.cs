using MoCluster.Embedded.Activations;
using Orleans.Runtime;

namespace Orleans;

/// <summary>What a grain can ask of the engine.</summary>
public static class GrainBaseExtensions
{
    /// <summary>Ends the activation when what runs is finished; calls that wait go to a new one.</summary>
    /// <param name="grain">The grain.</param>
    public static void DeactivateOnIdle(this IGrainBase grain) =>
        grain.GrainContext.Deactivate(new(DeactivationReasonCode.ApplicationRequested, $"{nameof(DeactivateOnIdle)} was called."));

    /// <summary>Starts a timer whose ticks run on the grain's turn.</summary>
    /// <typeparam name="TState">The type of the state.</typeparam>
    /// <param name="grain">The grain.</param>
    /// <param name="callback">The tick; its token is cancelled when the timer is disposed.</param>
    /// <param name="state">Handed to each tick.</param>
    /// <param name="options">When and how.</param>
    /// <returns>The timer; it ends with the activation.</returns>
    public static IGrainTimer RegisterGrainTimer<TState>(
        this IGrainBase grain, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Activation.Of(grain).AddTimer(token => callback(state, token), options);
    }

    /// <summary>Starts a timer whose ticks run on the grain's turn.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="callback">The tick; its token is cancelled when the timer is disposed.</param>
    /// <param name="options">When and how.</param>
    /// <returns>The timer; it ends with the activation.</returns>
    public static IGrainTimer RegisterGrainTimer(
        this IGrainBase grain, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Activation.Of(grain).AddTimer(callback, options);
    }

    /// <summary>Starts a timer whose ticks run on the grain's turn.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="callback">The tick.</param>
    /// <param name="options">When and how.</param>
    /// <returns>The timer; it ends with the activation.</returns>
    public static IGrainTimer RegisterGrainTimer(this IGrainBase grain, Func<Task> callback, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Activation.Of(grain).AddTimer(_ => callback(), options);
    }

    /// <summary>Starts a timer whose ticks run on the grain's turn.</summary>
    /// <typeparam name="TState">The type of the state.</typeparam>
    /// <param name="grain">The grain.</param>
    /// <param name="callback">The tick.</param>
    /// <param name="state">Handed to each tick.</param>
    /// <param name="options">When and how.</param>
    /// <returns>The timer; it ends with the activation.</returns>
    public static IGrainTimer RegisterGrainTimer<TState>(
        this IGrainBase grain, Func<TState, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Activation.Of(grain).AddTimer(_ => callback(state), options);
    }

    /// <summary>Starts a timer whose ticks run on the grain's turn.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="callback">The tick.</param>
    /// <param name="dueTime">The time until the first tick.</param>
    /// <param name="period">The time from the end of a tick to the next one.</param>
    /// <returns>The timer; it ends with the activation.</returns>
    public static IGrainTimer RegisterGrainTimer(this IGrainBase grain, Func<Task> callback, TimeSpan dueTime, TimeSpan period) =>
        RegisterGrainTimer(grain, callback, new GrainTimerCreationOptions(dueTime, period));

    /// <summary>Starts a timer whose ticks run on the grain's turn.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="callback">The tick; its token is cancelled when the timer is disposed.</param>
    /// <param name="dueTime">The time until the first tick.</param>
    /// <param name="period">The time from the end of a tick to the next one.</param>
    /// <returns>The timer; it ends with the activation.</returns>
    public static IGrainTimer RegisterGrainTimer(
        this IGrainBase grain, Func<CancellationToken, Task> callback, TimeSpan dueTime, TimeSpan period) =>
        RegisterGrainTimer(grain, callback, new GrainTimerCreationOptions(dueTime, period));

    /// <summary>Starts a timer whose ticks run on the grain's turn.</summary>
    /// <typeparam name="TState">The type of the state.</typeparam>
    /// <param name="grain">The grain.</param>
    /// <param name="callback">The tick.</param>
    /// <param name="state">Handed to each tick.</param>
    /// <param name="dueTime">The time until the first tick.</param>
    /// <param name="period">The time from the end of a tick to the next one.</param>
    /// <returns>The timer; it ends with the activation.</returns>
    public static IGrainTimer RegisterGrainTimer<TState>(
        this IGrainBase grain, Func<TState, Task> callback, TState state, TimeSpan dueTime, TimeSpan period) =>
        RegisterGrainTimer(grain, callback, state, new GrainTimerCreationOptions(dueTime, period));

    /// <summary>Starts a timer whose ticks run on the grain's turn.</summary>
    /// <typeparam name="TState">The type of the state.</typeparam>
    /// <param name="grain">The grain.</param>
    /// <param name="callback">The tick; its token is cancelled when the timer is disposed.</param>
    /// <param name="state">Handed to each tick.</param>
    /// <param name="dueTime">The time until the first tick.</param>
    /// <param name="period">The time from the end of a tick to the next one.</param>
    /// <returns>The timer; it ends with the activation.</returns>
    public static IGrainTimer RegisterGrainTimer<TState>(
        this IGrainBase grain, Func<TState, CancellationToken, Task> callback, TState state, TimeSpan dueTime, TimeSpan period) =>
        RegisterGrainTimer(grain, callback, state, new GrainTimerCreationOptions(dueTime, period));
}
