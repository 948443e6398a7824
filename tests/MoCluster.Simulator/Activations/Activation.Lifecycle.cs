using MoCluster.Simulator.Calls;
using MoCluster.Simulator.Internals;
using MoCluster.Simulator.Scheduling;
using Orleans;
using Orleans.Runtime;

namespace MoCluster.Simulator.Activations;

// Activation, deactivation and timers.
internal sealed partial class Activation
{
    private readonly TaskCompletionSource _ended;
    private readonly List<GrainTimer> _timers = [];
    private CancellationTokenSource? _activating;
    private DeactivationReason _reason;
    private CancellationToken _deactivationToken;
    private bool _wasValid;
    private bool _ending;
    private long _lastUse;
    private DateTimeOffset _keepUntil;

    /// <inheritdoc/>
    public Task Deactivated => _ended.Task;

    /// <inheritdoc/>
    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_state is ActivationState.Deactivating or ActivationState.Ended)
                return;

            _reason = deactivationReason;
            _deactivationToken = cancellationToken;
            _wasValid = _state == ActivationState.Valid;
            foreach (var observer in Engine.Observers)
                observer.OnDeactivating(this);
            var activating = _state == ActivationState.Activating;
            _state = ActivationState.Deactivating;
            if (activating)
                _turns.Enqueue(new ActionTurn(() => _activating?.Cancel()));
            else if (_running == 0)
                End();
        }
    }

    /// <summary>Prevents idle deactivation for a time; zero or less ends the prevention.</summary>
    public void DelayDeactivation(TimeSpan time)
    {
        lock (_gate)
        {
            if (time <= TimeSpan.Zero && time != Timeout.InfiniteTimeSpan)
                _keepUntil = DateTimeOffset.MinValue;
            else if (time == Timeout.InfiniteTimeSpan || time >= DateTimeOffset.MaxValue - Engine.Time.GetUtcNow())
                _keepUntil = DateTimeOffset.MaxValue;
            else
                _keepUntil = Engine.Time.GetUtcNow() + time;
        }
    }

    /// <summary>Ends the activation if it was not used for the collection age.</summary>
    public void CollectIfIdle()
    {
        lock (_gate)
        {
            if (_state != ActivationState.Valid || _running + _waiting.Count + _interleaving.Count > 0
                || Engine.Time.GetElapsedTime(_lastUse) < Engine.Options.CollectionAge || _keepUntil > Engine.Time.GetUtcNow())
            {
                return;
            }
        }

        Deactivate(new(DeactivationReasonCode.ActivationIdle, $"It was not called for {Engine.Options.CollectionAge}."));
    }

    /// <summary>Starts a timer.</summary>
    public IGrainTimer AddTimer(Func<CancellationToken, Task> tick, GrainTimerCreationOptions options)
    {
        var timer = new GrainTimer(this, tick, options);
        lock (_gate)
        {
            if (_ending || _state == ActivationState.Ended)
                throw new InvalidOperationException($"{this} is ending; it cannot start a timer.");

            _timers.Add(timer);
        }

        timer.Change(options.DueTime, options.Period);
        return timer;
    }

    /// <summary>Forgets a disposed timer.</summary>
    public void RemoveTimer(GrainTimer timer)
    {
        lock (_gate)
            _timers.Remove(timer);
    }

    // Called under the gate.
    private void Activate()
    {
        _state = ActivationState.Activating;
        _turns.Enqueue(new ActionTurn(() => _ = ActivateAsync()));
    }

    private async Task ActivateAsync()
    {
        Exception? failure = null;
        try
        {
            using var activating = _activating = new CancellationTokenSource(Engine.Options.ActivationTimeout, Engine.Time);
            var (instance, states) = Class.Create(this);
            GrainInstance = instance;
            foreach (var state in states)
                await state.ReadStateAsync().WaitAsync(activating.Token);

            if (instance is IGrainBase grain)
                await grain.OnActivateAsync(activating.Token).WaitAsync(activating.Token);
        }
        catch (OperationCanceledException exception) when (_activating!.IsCancellationRequested)
        {
            failure = new TimeoutException($"The activation of {GrainId} took longer than {Engine.Options.ActivationTimeout}.", exception);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        lock (_gate)
        {
            _activating = null;
            _lastUse = Engine.Time.GetTimestamp();
            if (failure is null && _state == ActivationState.Activating)
            {
                _state = ActivationState.Valid;
                BeginNext();
                return;
            }

            // The grain asked for its own end meanwhile, so another activation serves the calls; they are not refused.
            if (_state == ActivationState.Deactivating)
                failure = null;
            _state = ActivationState.Deactivating;
        }

        if (failure is not null)
            Engine.Log.ActivationFailed(GrainId, failure);
        await EndAsync(failure);
    }

    // Called under the gate.
    private void End()
    {
        if (_ending)
            return;

        _ending = true;
        _turns.Enqueue(new ActionTurn(() => _ = EndAsync(null)));
    }

    private async Task EndAsync(Exception? failure)
    {
        foreach (var timer in TakeTimers())
            DisposeTimer(timer);

        if (_wasValid && GrainInstance is IGrainBase grain)
            await DeactivateInstanceAsync(grain);
        await DisposeAsync();

        Call[] left;
        _pool?.Forget(this);
        Engine.Forget(this);
        lock (_gate)
        {
            _state = ActivationState.Ended;
            left = [.. _waiting.Concat(_interleaving).OrderBy(call => call.Arrival)];
            _waiting.Clear();
            _interleaving.Clear();
            _localWaiting = 0;
        }

        foreach (var call in left.Where(call => !call.LocalOnly && !call.Abandoned))
            PassOn(call, failure);
        _ended.TrySetResult();
    }

    private void PassOn(Call call, Exception? failure)
    {
        if (failure is not null)
            call.Reject(failure);
        else if (++call.Forwards > MaxForwards)
        {
            call.Reject(OrleansInternals.Rejection(
                $"{MaxForwards} activations of {GrainId} ended before \"{call}\" could begin."));
        }
        else
            Engine.Route(call);
    }

    // As in Orleans: a grain that always ends at once must not keep a call on its way for ever.
    private const int MaxForwards = 2;

    private async Task DeactivateInstanceAsync(IGrainBase grain)
    {
        using var timeout = new CancellationTokenSource(Engine.Options.DeactivationTimeout, Engine.Time);
        using var token = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _deactivationToken);
        try
        {
            await grain.OnDeactivateAsync(_reason, token.Token).WaitAsync(token.Token);
        }
        catch (Exception exception)
        {
            Engine.Log.DeactivationFailed(GrainId, exception);
        }
    }

    private async Task DisposeAsync()
    {
        try
        {
            if (GrainInstance is IAsyncDisposable asyncDisposable)
                await asyncDisposable.DisposeAsync();
            else if (GrainInstance is IDisposable disposable)
                disposable.Dispose();
            await _services.DisposeAsync();
        }
        catch (Exception exception)
        {
            Engine.Log.DeactivationFailed(GrainId, exception);
        }
    }

    private void DisposeTimer(GrainTimer timer)
    {
        try
        {
            timer.Dispose();
        }
        catch (AggregateException exception)
        {
            // A callback of the tick's token failed.
            Engine.Log.TimerFailed(GrainId, exception);
        }
    }

    private GrainTimer[] TakeTimers()
    {
        lock (_gate)
        {
            _ending = true;
            GrainTimer[] timers = [.. _timers];
            _timers.Clear();
            return timers;
        }
    }
}
