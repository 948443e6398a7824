namespace MoCluster.Simulator.State;

/// <summary>A stored state that the engine reads before it activates the grain.</summary>
internal interface IStoredState
{
    /// <summary>Reads the state.</summary>
    Task ReadStateAsync();
}
