using MoCluster.Embedded.Calls;
using Orleans.Runtime;

namespace MoCluster.Embedded.Activations;

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
        if (!outcome.IsCompletedSuccessfully)
            activation.Silo.Log.TimerFailed(activation.GrainId, Outcomes.ExceptionOf(outcome));
    }

    /// <inheritdoc/>
    public override void Reject(Exception exception) => activation.Silo.Log.TimerFailed(activation.GrainId, exception);
}
