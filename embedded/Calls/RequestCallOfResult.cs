namespace MoCluster.Embedded.Calls;

/// <summary>A call with a result; <typeparamref name="TResult"/> is <see cref="Nothing"/> for a method that gives none.</summary>
internal sealed class RequestCall<TResult>(GrainProxy reference, GrainMethod method, object?[] arguments)
    : RequestCall(reference, method, arguments)
{
    private readonly TaskCompletionSource<TResult> _reply = new(reference.Interface.Bindings.Silo.Options.Scheduler.ReplyOptions);

    /// <summary>What the caller awaits.</summary>
    public Task<TResult> Answer => _reply.Task;

    /// <inheritdoc/>
    protected override void Reply(Task outcome)
    {
        if (outcome.IsCompletedSuccessfully)
            _reply.SetResult(outcome is Task<TResult> result ? result.Result : default!);
        else if (outcome.IsCanceled && Outcomes.ExceptionOf(outcome) is OperationCanceledException cancellation)
            _reply.SetCanceled(cancellation.CancellationToken.IsCancellationRequested ? cancellation.CancellationToken : new(true));
        else
            _reply.SetException(Outcomes.ExceptionOf(outcome));
    }

    /// <inheritdoc/>
    protected override void Fail(Exception exception) => _reply.SetException(exception);

    /// <inheritdoc/>
    protected override void Cancel(CancellationToken token) => _reply.SetCanceled(token);
}
