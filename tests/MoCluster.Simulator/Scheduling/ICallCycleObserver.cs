namespace MoCluster.Simulator.Scheduling;

/// <summary>A scheduler that wants to know when calls of grains wait for each other, as soon as the first of them times out.</summary>
public interface ICallCycleObserver
{
    /// <summary>Reports a cycle.</summary>
    /// <param name="cycle">The calls, in words.</param>
    void OnCallCycle(string cycle);
}
