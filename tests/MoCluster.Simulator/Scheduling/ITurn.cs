namespace MoCluster.Simulator.Scheduling;

/// <summary>Something that runs on a grain's turn and is no task.</summary>
internal interface ITurn
{
    /// <summary>Runs it.</summary>
    void Run();
}
