namespace MoCluster.Simulator.State;

/// <summary>A stored state that the engine reads before the grain is activated.</summary>
internal interface IStoredState
{
    /// <summary>Reads it.</summary>
    Task ReadStateAsync();
}
