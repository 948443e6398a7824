namespace MoCluster.Simulator.Scheduling;

/// <summary>A scheduler that wants to know of grains whose calls wait for each other, when the first of them times out.</summary>
public interface ICallCycleObserver
{
    /// <summary>Tells of a cycle.</summary>
    /// <param name="cycle">The calls, in words.</param>
    void OnCallCycle(string cycle);
}
