namespace MoCluster.Simulator.Scheduling;

/// <summary>A turn that runs an action.</summary>
internal sealed class ActionTurn(Action action) : ITurn
{
    /// <inheritdoc/>
    public void Run() => action();
}
