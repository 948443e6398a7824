namespace MoCluster.Embedded.Calls;

/// <summary>A call whose outcome nobody waits for; a failure is logged where it happened.</summary>
internal sealed class OneWayCall(GrainProxy reference, GrainMethod method, object?[] arguments) : GrainCall(reference, method, arguments)
{
    /// <inheritdoc/>
    public override void Complete(Task outcome)
    {
        if (!outcome.IsCompletedSuccessfully)
            Silo.Log.OneWayFailed(Name, Target, Outcomes.ExceptionOf(outcome));
    }

    /// <inheritdoc/>
    public override void Reject(Exception exception) => Silo.Log.OneWayRejected(Name, Target, exception);
}
