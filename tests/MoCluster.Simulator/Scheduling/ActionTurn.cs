namespace MoCluster.Simulator.Scheduling;

/// <summary>An action as a turn.</summary>
internal sealed class ActionTurn(Action action) : ITurn
{
    /// <inheritdoc/>
    public void Run() => action();
}
