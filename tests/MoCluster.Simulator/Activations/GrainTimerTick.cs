using MoCluster.Simulator.Calls;
using Orleans.Runtime;

namespace MoCluster.Simulator.Activations;

/// <summary>One tick of a timer. It ends with its activation; a failure is logged, and the timer goes on.</summary>
internal sealed class GrainTimerTick(GrainTimer timer, Activation activation) : Call, IThreadPoolWorkItem
{
    /// <inheritdoc/>
    public override GrainId Target => activation.GrainId;

    /// <inheritdoc/>
    public override string Name => "timer";

    /// <inheritdoc/>
    public override bool Interleaves => timer.Interleaves;

    /// <inheritdoc/>
    public override bool LocalOnly => true;

    /// <inheritdoc/>
    public override bool KeepsAlive => timer.KeepsAlive;

    /// <inheritdoc/>
    public void Execute() => activation.Receive(this);

    /// <inheritdoc/>
    public override Task Invoke(Activation activation) => timer.TickAsync();

    /// <inheritdoc/>
    public override void Complete(Task outcome)
    {
        if (Outcomes.FailureOf(outcome) is { } failure)
            activation.Engine.Log.TimerFailed(activation.GrainId, failure);
    }

    /// <inheritdoc/>
    public override void Reject(Exception exception) => activation.Engine.Log.TimerFailed(activation.GrainId, exception);
}
