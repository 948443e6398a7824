using Orleans.CodeGeneration;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace MoCluster.Simulator.Calls;

/// <summary>A call with a result; a method without a result gives null.</summary>
internal sealed class RequestCall<TResult>(SimulatorEngine engine, GrainId target, IInvokable request, InvokeMethodOptions options)
    : RequestCall(engine, target, request, options)
{
    private readonly TaskCompletionSource<TResult?> _reply = new(engine.Options.Scheduler.ReplyOptions);

    /// <summary>What the caller awaits.</summary>
    public Task<TResult?> Answer => _reply.Task;

    /// <inheritdoc/>
    protected override void Reply(Task outcome)
    {
        var failure = Outcomes.FailureOf(outcome);
        if (failure is null)
            _reply.SetResult(((Task<Response>)outcome).Result.GetResult<TResult>());
        else if (failure is OperationCanceledException cancellation)
            _reply.SetCanceled(cancellation.CancellationToken.IsCancellationRequested ? cancellation.CancellationToken : new(true));
        else
            _reply.SetException(failure);
    }

    /// <inheritdoc/>
    protected override void Fail(Exception exception) => _reply.SetException(exception);

    /// <inheritdoc/>
    protected override void Cancel(CancellationToken token) => _reply.SetCanceled(token);
}
