using MoCluster.Simulator.Calls;
using MoCluster.Simulator.Scheduling;
using Orleans.Runtime;
using Orleans.Storage;

namespace MoCluster.Simulator.Activations;

// Calls: which of those that wait may begin. One turn begins one call.
internal sealed partial class Activation
{
    private static readonly Action<Task, object?> s_complete = static (outcome, call) => ((Call)call!).At!.Complete((Call)call, outcome);

    private readonly LinkedList<Call> _waiting = new();
    private readonly LinkedList<Call> _interleaving = new();
    private long _arrivals;
    private int _running;
    private int _localWaiting;
    private Call? _blocking;
    private bool _beginning;

    /// <summary>Whether it neither runs anything nor has anything to run.</summary>
    public bool IsInactive => Load == 0;

    /// <summary>How many calls run or wait.</summary>
    public int Load
    {
        get
        {
            lock (_gate)
                return _running + _waiting.Count + _interleaving.Count;
        }
    }

    /// <summary>Whether a call that runs keeps others from beginning.</summary>
    public bool IsBlocked
    {
        get
        {
            lock (_gate)
                return !Class.Reentrant && _blocking is not null;
        }
    }

    /// <inheritdoc/>
    public bool Receive(Call call)
    {
        int load;
        lock (_gate)
        {
            // What concerns this activation only is lost with it; anything else goes to the next one.
            if (_state == ActivationState.Ended)
                return call.LocalOnly;

            load = _running + _waiting.Count + _interleaving.Count;
            if (call.LocalOnly || load < Engine.Options.MaxEnqueuedRequests)
            {
                call.At = this;
                call.Arrival = ++_arrivals;
                _localWaiting += call.LocalOnly ? 1 : 0;
                (call.Interleaves ? _interleaving : _waiting).AddLast(call.Place);
                if (_state == ActivationState.New)
                    Activate();
                else
                    BeginNext();
                return true;
            }
        }

        call.Reject(new LimitExceededException(nameof(SimulatorOptions.MaxEnqueuedRequests), load, Engine.Options.MaxEnqueuedRequests, this));
        return true;
    }

    /// <summary>Begins one call; a turn.</summary>
    public void Run()
    {
        Call? call;
        lock (_gate)
        {
            _beginning = false;
            call = Admissible();
            if (call is null)
                return;

            call.Place.List!.Remove(call.Place);
            _localWaiting -= call.LocalOnly ? 1 : 0;
            if (call.Abandoned)
            {
                BeginNext();
                return;
            }

            _running++;
            if (!call.Interleaves)
                _blocking ??= call;
            BeginNext();
        }

        Begin(call);
    }

    /// <summary>The caller has cancelled: a call that waits goes, one that runs gets its token cancelled on the grain's turn.</summary>
    public void Cancel(GrainCall call)
    {
        lock (_gate)
        {
            if (call.Place.List is { } list && (ReferenceEquals(list, _waiting) || ReferenceEquals(list, _interleaving)))
            {
                list.Remove(call.Place);
                return;
            }
        }

        _turns.Enqueue(new ActionTurn(call.CancelCallee));
    }

    private void Begin(Call call)
    {
        Task outcome;
        try
        {
            outcome = call.Invoke(this);
        }
        catch (Exception exception)
        {
            outcome = Task.FromException(exception);
        }

        if (outcome.IsCompleted)
            Complete(call, outcome);
        else
            outcome.ContinueWith(s_complete, call, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, _turns);
    }

    private void Complete(Call call, Task outcome)
    {
        call.Complete(outcome);

        // A grain that wrote over somebody else's state must not go on with its own (as in Orleans).
        if (Outcomes.FailureOf(outcome) is InconsistentStateException stale)
            Deactivate(new(Orleans.DeactivationReasonCode.ApplicationError, stale, "The stored state was not the one read."));

        lock (_gate)
        {
            _running--;
            if (ReferenceEquals(_blocking, call))
                _blocking = null;
            if (call.KeepsAlive)
                _lastUse = Engine.Time.GetTimestamp();

            if (_state == ActivationState.Deactivating && _running == 0)
                End();
            else
                BeginNext();
        }
    }

    // Under the gate.
    private void BeginNext()
    {
        if (_beginning || Admissible() is null)
            return;

        _beginning = true;
        _turns.Enqueue(this);
    }

    // Under the gate: the call that arrived first of those that may begin now.
    private Call? Admissible()
    {
        if (_state == ActivationState.Valid)
            return First();

        return _state == ActivationState.Deactivating && !_ending && _localWaiting > 0 ? FirstTick() : null;
    }

    // Under the gate. Timers tick on while the end waits for what runs, but, as in Orleans, only until a call of somebody else's comes: that
    // one waits for the next activation, and every tick that came after it waits too.
    private Call? FirstTick() => _waiting.Concat(_interleaving).OrderBy(call => call.Arrival)
        .TakeWhile(call => call.LocalOnly)
        .FirstOrDefault(call => call.Interleaves || Class.Reentrant || _blocking is null);

    private Call? First()
    {
        var interleaving = _interleaving.First?.Value;
        if (!Class.Reentrant && _blocking is not null)
            return interleaving;

        var waiting = _waiting.First?.Value;
        if (waiting is null || interleaving is null)
            return waiting ?? interleaving;

        return waiting.Arrival < interleaving.Arrival ? waiting : interleaving;
    }
}
