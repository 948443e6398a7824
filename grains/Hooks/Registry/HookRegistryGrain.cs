using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Hooks;
using MoCluster.Grains.Primitives;
using MoCluster.Grains.Registries;

namespace MoCluster.Grains.Hooks.Registry;

/// <summary>
/// Keeps the registrations of hooks. A change is stored first; then the silos that wait learn of it; and it is answered when each of them knows it, or may
/// raise nothing any more because its lease is over.
/// </summary>
[Reentrant, GrainType("mo.hook-registry")]
public sealed class HookRegistryGrain : Grain, IHookRegistryGrain
{
    /// <summary>How often the grain looks whether another activation wrote the state. There is one only for a moment, while silos disagree about who lives.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);

    private readonly IPersistentState<HookRegistryState> _state;
    private readonly HookOptions _options;
    private readonly TimeProvider _time;
    private readonly long _origin;
    private readonly Signal _changed = new();
    private readonly Signal _asked = new();
    private RegistryFollowers _followers = new(TimeSpan.Zero, TimeSpan.Zero);
    private RegisteredHooks _registered = RegisteredHooks.None;
    private Task _lastTurn = Task.CompletedTask;

    /// <summary>Makes the grain. The engine calls this.</summary>
    /// <param name="state">What is stored.</param>
    /// <param name="options">The limits and the lease.</param>
    /// <param name="time">Measures the lease.</param>
    public HookRegistryGrain([PersistentState("mo.hook-registry")] IPersistentState<HookRegistryState> state, HookOptions options, TimeProvider time) =>
        (_state, _options, _time, _origin) = (state, options, time, time.GetTimestamp());

    private TimeSpan Now => _time.GetElapsedTime(_origin);

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // Without a state no silo can have learned of a callback, so there is nobody to wait for.
        _followers = new RegistryFollowers(_options.FollowerLease, _state.RecordExists ? Now + _options.FollowerLease : TimeSpan.Zero);
        _registered = _state.State.Registered;
        this.RegisterGrainTimer(ReadAgainAsync, Tick, Tick);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<RegisteredHooks?> FollowAsync(string follower, long known, CancellationToken cancellation)
    {
        _followers.Follow(follower, known, Now);
        _asked.Raise();
        if (_registered.Version == known)
            await _changed.WaitAsync(RegistryCopy.FollowWait, _time, cancellation);
        return _registered.Version == known ? null : _registered;
    }

    /// <inheritdoc/>
    public Task<Outcome<bool>> DeclareAsync(HookDefinition hook) => ChangeAsync(hooks => IfNew(hooks, hooks.Declare(hook, _options)));

    /// <inheritdoc/>
    public Task<Outcome<bool>> RegisterAsync(HookSubscription subscription) => ChangeAsync(hooks => IfNew(hooks, hooks.Register(subscription, _options)));

    /// <inheritdoc/>
    public Task<Outcome<bool>> UnregisterAsync(HookName hook, string callback) => ChangeAsync<bool>(hooks => hooks.Unregister(hook, callback));

    /// <inheritdoc/>
    public Task<Outcome<int>> UnregisterExtensionAsync(string extension) => ChangeAsync<int>(hooks => hooks.UnregisterExtension(extension));

    /// <inheritdoc/>
    public Task<Outcome<bool>> SwitchAsync(string extension, bool isOn) => ChangeAsync(hooks => IfNew(hooks, hooks.Switch(extension, isOn)));

    /// <inheritdoc/>
    public Task<RegisteredHooks> ReadAsync() => Task.FromResult(_registered);

    private static Outcome<(RegisteredHooks, bool)> IfNew(RegisteredHooks before, Outcome<RegisteredHooks> after) =>
        after.Succeeded ? (after.Value, after.Value.Version != before.Version) : after.Refusal;

    private Task<Outcome<T>> ChangeAsync<T>(Func<RegisteredHooks, (RegisteredHooks, T)> change) =>
        ChangeAsync(hooks => (Outcome<(RegisteredHooks, T)>)change(hooks));

    private async Task<Outcome<T>> ChangeAsync<T>(Func<RegisteredHooks, Outcome<(RegisteredHooks Hooks, T Answer)>> change)
    {
        var made = await InTurnAsync(async () =>
        {
            var decided = change(_registered);
            if (decided.Succeeded && decided.Value.Hooks.Version != _registered.Version)
            {
                await StoreAsync(decided.Value.Hooks);
                _registered = decided.Value.Hooks;
                _changed.Raise();
            }

            return decided;
        });
        if (!made.Succeeded)
            return made.Refusal;

        // Also a call that changes nothing waits: the change that it repeats may have been answered to nobody.
        var version = _registered.Version;
        while (_followers.Missing(version, Now) is var missing && missing > TimeSpan.Zero)
            await _asked.WaitAsync(missing, _time, CancellationToken.None);
        return made.Value.Answer;
    }

    private async Task StoreAsync(RegisteredHooks registered)
    {
        _state.State = new HookRegistryState { Registered = registered };
        try
        {
            await _state.WriteStateAsync();
        }
        catch (Exception)
        {
            // Nobody knows what is stored now. The next activation reads it.
            DeactivateOnIdle();
            throw;
        }
    }

    /// <summary>Takes over what another activation stored.</summary>
    private Task ReadAgainAsync(CancellationToken cancellation) => InTurnAsync(async () =>
    {
        await _state.ReadStateAsync();
        if (_state.State.Registered.Version != _registered.Version)
        {
            _registered = _state.State.Registered;
            _changed.Raise();
        }

        return true;
    });

    /// <summary>Does one thing with the state at a time.</summary>
    private async Task<T> InTurnAsync<T>(Func<Task<T>> act)
    {
        var before = _lastTurn;
        var turn = new TaskCompletionSource();
        _lastTurn = turn.Task;
        await before;
        try
        {
            return await act();
        }
        finally
        {
            turn.SetResult();
        }
    }
}
