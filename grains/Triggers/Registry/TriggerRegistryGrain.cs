using Microsoft.Extensions.Logging;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Triggers.Registry;
using MoCluster.Grains.Primitives;
using MoCluster.Grains.Registries;

namespace MoCluster.Grains.Triggers.Registry;

/// <summary>
/// Keeps the triggers of the HTTP endpoints. A change is stored first; then the silos that wait learn of it. A silo knows by its lease until when
/// it may run what it knows, and the registry knows until when it must reckon with the silo, so a removal is sure when it is answered.
/// </summary>
[Reentrant, GrainType("mo.trigger-registry")]
public sealed class TriggerRegistryGrain : Grain, ITriggerRegistryGrain
{
    /// <summary>How often the grain looks which endpoints are due, and whether another activation wrote the state.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly IPersistentState<TriggerRegistryState> _state;
    private readonly ITriggerEndpoints _endpoints;
    private readonly TriggerRegistryOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<TriggerRegistryGrain> _log;
    private readonly EndpointSchedule _schedule;
    private readonly long _origin;
    private RegistryFollowers _followers = new(TimeSpan.Zero, TimeSpan.Zero);
    private readonly Signal _changed = new();
    private readonly Signal _asked = new();
    private RegisteredTriggers _registered = RegisteredTriggers.None;
    private Task _lastTurn = Task.CompletedTask;

    /// <summary>Makes the grain. The engine calls this.</summary>
    /// <param name="state">What is stored.</param>
    /// <param name="endpoints">Reaches the endpoints.</param>
    /// <param name="options">The pauses and the lease.</param>
    /// <param name="time">Measures them.</param>
    /// <param name="log">Logs what endpoints register, and what is wrong with them.</param>
    public TriggerRegistryGrain(
        [PersistentState("mo.trigger-registry")] IPersistentState<TriggerRegistryState> state,
        ITriggerEndpoints endpoints,
        TriggerRegistryOptions options,
        TimeProvider time,
        ILogger<TriggerRegistryGrain> log)
    {
        (_state, _endpoints, _options, _time, _log) = (state, endpoints, options, time, log);
        _schedule = new EndpointSchedule(options);
        _origin = time.GetTimestamp();
    }

    private TimeSpan Now => _time.GetElapsedTime(_origin);

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // Without a state no silo can have learned of a trigger, so there is nobody to wait for.
        var strangersUntil = _state.RecordExists ? Now + _options.FollowerLease : TimeSpan.Zero;
        _followers = new RegistryFollowers(_options.FollowerLease, strangersUntil);
        _registered = _state.State.Registered;
        await ChangeAsync(registered => registered.Configured(_endpoints.Addresses));
        this.RegisterGrainTimer(TickAsync, TimeSpan.Zero, Tick);
    }

    /// <inheritdoc/>
    public async Task<RegisteredTriggers?> FollowAsync(string follower, long known, CancellationToken cancellation)
    {
        _followers.Follow(follower, known, Now);
        _asked.Raise();
        if (_registered.Version == known)
            await _changed.WaitAsync(RegistryCopy.FollowWait, _time, cancellation);
        return _registered.Version == known ? null : _registered;
    }

    /// <inheritdoc/>
    public async Task<Outcome<RegisteredTriggers>> RefreshAsync(string? endpoint, CancellationToken cancellation)
    {
        if (endpoint is not null && !_endpoints.Addresses.Contains(endpoint))
        {
            var known = _endpoints.Addresses.IsEmpty ? "None is configured." : $"Endpoints are: {string.Join(", ", _endpoints.Addresses)}.";
            return new Refusal(RefusalCode.NotFound, $"'{endpoint}' is not a configured endpoint of HTTP triggers. {known}", "endpoint");
        }

        await Task.WhenAll((endpoint is null ? _endpoints.Addresses : [endpoint]).Select(address => AskAsync(address, cancellation)));
        var version = _registered.Version;
        while (_followers.Missing(version, Now) is var missing && missing > TimeSpan.Zero)
            await _asked.WaitAsync(missing, _time, cancellation);
        return _registered;
    }

    /// <inheritdoc/>
    public Task<RegisteredTriggers> ReadAsync() => Task.FromResult(_registered);

    private async Task TickAsync(CancellationToken cancellation)
    {
        await ReadAgainAsync();
        await Task.WhenAll(_schedule.Due(_endpoints.Addresses, Now).ToArray().Select(address => AskAsync(address, cancellation)));
    }

    private async Task AskAsync(string address, CancellationToken cancellation)
    {
        var answer = await _endpoints.AskAsync(address, cancellation);
        _schedule.Asked(address, answer.Succeeded, Now);
        if (answer.Succeeded)
        {
            if (await ChangeAsync(registered => registered.Answered(address, answer.Value, _time.GetUtcNow())))
                _log.TriggersRegistered(address, answer.Value.Length);
            return;
        }

        _log.TriggersNotFetched(address, answer.Refusal.Message);
        await ChangeAsync(registered => registered.Failed(address, answer.Refusal.Message));
    }

    /// <summary>Stores a change of the triggers and tells the silos that wait. What is wrong with endpoints is not stored.</summary>
    /// <returns>Whether the triggers changed.</returns>
    private Task<bool> ChangeAsync(Func<RegisteredTriggers, RegisteredTriggers> change) => InTurnAsync(async () =>
    {
        var changed = change(_registered);
        var isNew = changed.Version != _registered.Version;
        if (isNew)
            await StoreAsync(changed);
        _registered = changed;
        if (isNew)
            _changed.Raise();
        return isNew;
    });

    private async Task StoreAsync(RegisteredTriggers registered)
    {
        _state.State = new TriggerRegistryState { Registered = registered };
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

    /// <summary>Takes over what another activation stored. There is one only for a moment, while silos disagree about who lives.</summary>
    private Task<bool> ReadAgainAsync() => InTurnAsync(async () =>
    {
        await _state.ReadStateAsync();
        var isNew = _state.State.Registered.Version != _registered.Version;
        if (isNew)
        {
            _registered = _state.State.Registered;
            _changed.Raise();
        }

        return isNew;
    });

    /// <summary>Does one thing with the state at a time.</summary>
    private async Task<bool> InTurnAsync(Func<Task<bool>> act)
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
