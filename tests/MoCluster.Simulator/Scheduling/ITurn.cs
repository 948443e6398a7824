namespace MoCluster.Simulator.Scheduling;

/// <summary>Work on a grain's turn that is not a task.</summary>
internal interface ITurn
{
    /// <summary>Does the work.</summary>
    void Run();
}
