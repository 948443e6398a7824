using MoCluster.Simulation.Faults;

namespace MoCluster.Simulation.World;

/// <summary>The present faults of doorbells, at all silos.</summary>
internal sealed class DoorbellFaults
{
    private readonly Dictionary<DoorbellFault, int> _percent = [];

    /// <summary>The percentage of doorbells that meet a fault.</summary>
    public int PercentOf(DoorbellFault fault) => _percent.GetValueOrDefault(fault);

    /// <summary>Sets the percentage of doorbells that meet a fault; 0 ends it.</summary>
    public void Set(DoorbellFault fault, int percent) => _percent[fault] = percent;

    /// <summary>Ends all faults.</summary>
    public void Heal() => _percent.Clear();
}
