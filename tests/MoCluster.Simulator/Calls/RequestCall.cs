using MoCluster.Simulator.Virtual;
using Orleans.CodeGeneration;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace MoCluster.Simulator.Calls;

/// <summary>A call whose caller waits until the answer, the timeout or the cancellation, whichever is first.</summary>
internal abstract class RequestCall(SimulatorEngine engine, GrainId target, IInvokable request, InvokeMethodOptions options)
    : GrainCall(engine, target, request, options)
{
    private CancellationTokenRegistration _cancellation;
    private Task? _outcome;
    private int _ended;

    /// <inheritdoc/>
    public override bool Abandoned => Volatile.Read(ref _ended) != 0;

    /// <summary>The call's place among those that wait for an answer.</summary>
    public PendingCall? Pending { get; private set; }

    /// <summary>Sends the call and begins to wait for the answer.</summary>
    public void Begin()
    {
        CallerToken.ThrowIfCancellationRequested();
        Pending = Engine.Pending.Add(this, ResponseTimeout);
        if (CallerToken.CanBeCanceled)
            _cancellation = CallerToken.UnsafeRegister(static call => ((RequestCall)call!).OnCallerCancelled(), this);

        Send();
    }

    /// <inheritdoc/>
    public override void Execute()
    {
        if (_outcome is null)
            base.Execute();
        else if (TryEnd())
            Reply(_outcome);
    }

    /// <inheritdoc/>
    public override void Complete(Task outcome)
    {
        _outcome = outcome;
        if (At is null || VirtualCluster.CanReach(At.Engine, Engine))
            Engine.Options.Scheduler.Carry(this);
    }

    /// <inheritdoc/>
    public override void Reject(Exception exception) => Complete(Task.FromException(exception));

    /// <summary>No answer came in time. The grain's code, if it has begun, runs on.</summary>
    public void TimeOut(TimeSpan after)
    {
        var cycle = CallCycle.Find(this, Engine.Pending);
        if (!TryEnd())
            return;

        var why = cycle is null ? "" : $" The calls wait for each other: {cycle}.";
        Engine.Log.TimedOut(Name, Target, after, why);
        if (cycle is not null)
            Engine.OnCallCycle(cycle);
        Fail(new TimeoutException($"Response did not arrive on time in {after} for message: {this}.{why}"));
    }

    /// <summary>The silo stops before an answer came.</summary>
    public void Abandon()
    {
        if (TryEnd())
            Fail(new SiloUnavailableException($"The silo stopped before the answer came for message: {this}; its outcome is unknown."));
    }

    /// <summary>Gives the caller the outcome.</summary>
    protected abstract void Reply(Task outcome);

    /// <summary>Gives the caller an exception.</summary>
    protected abstract void Fail(Exception exception);

    /// <summary>Tells the caller that the call was cancelled.</summary>
    protected abstract void Cancel(CancellationToken token);

    private void OnCallerCancelled()
    {
        if (!TryEnd())
            return;

        // Where replies continue at once, this must not: it would run the caller's continuation inside Cancel().
        Engine.Options.Scheduler.Carry(new CallerCancellation(this));
        At?.Cancel(this);
    }

    private sealed class CallerCancellation(RequestCall call) : IThreadPoolWorkItem
    {
        public void Execute() => call.Cancel(call.CallerToken);
    }

    private bool TryEnd()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
            return false;

        PendingCalls.Remove(Pending);
        _cancellation.Unregister();
        return true;
    }
}
