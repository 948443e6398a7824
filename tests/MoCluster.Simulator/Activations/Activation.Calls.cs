using MoCluster.Simulator.Calls;
using MoCluster.Simulator.Scheduling;
using Orleans.Runtime;
using Orleans.Storage;

namespace MoCluster.Simulator.Activations;

// Calls: which of the waiting ones may begin. One turn begins one call.
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

    /// <summary>Whether the activation runs nothing and has nothing to run.</summary>
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

    /// <summary>Whether a running call prevents others from beginning.</summary>
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
            // A call that concerns only this activation ends with it; any other goes to the next activation.
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

    /// <summary>
    /// The caller has cancelled: a waiting call is removed, and a running one gets its token cancelled on the grain's turn.
    /// </summary>
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

        // A grain that overwrote a state written by another activation must not continue with its own (as in Orleans).
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

    // Called under the gate.
    private void BeginNext()
    {
        if (_beginning || Admissible() is null)
            return;

        _beginning = true;
        _turns.Enqueue(this);
    }

    // Called under the gate. Of the calls that may begin now, the one that arrived first.
    private Call? Admissible()
    {
        if (_state == ActivationState.Valid)
            return First();

        return _state == ActivationState.Deactivating && !_ending && _localWaiting > 0 ? FirstTick() : null;
    }

    // Called under the gate. Timers keep ticking while the end waits for running calls. But, as in Orleans, only until a call from outside
    // arrives: it waits for the next activation, and so does every later tick.
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
