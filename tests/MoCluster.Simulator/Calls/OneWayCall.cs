using Orleans.CodeGeneration;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace MoCluster.Simulator.Calls;

/// <summary>A call whose outcome nobody awaits; a failure is logged where it happens.</summary>
internal sealed class OneWayCall(SimulatorEngine engine, GrainId target, IInvokable request, InvokeMethodOptions options)
    : GrainCall(engine, target, request, options)
{
    /// <inheritdoc/>
    public override void Complete(Task outcome)
    {
        if (Outcomes.FailureOf(outcome) is { } failure)
            Engine.Log.OneWayFailed(Name, Target, failure);
    }

    /// <inheritdoc/>
    public override void Reject(Exception exception) => Engine.Log.OneWayRejected(Name, Target, exception);
}
