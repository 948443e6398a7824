using MoCluster.Simulation.Faults;

namespace MoCluster.Simulation.World;

/// <summary>The present faults of doorbells, at all silos.</summary>
internal sealed class DoorbellTroubles
{
    private readonly Dictionary<DoorbellTrouble, int> _percent = [];

    /// <summary>The percentage of doorbells that meet a fault.</summary>
    public int PercentOf(DoorbellTrouble trouble) => _percent.GetValueOrDefault(trouble);

    /// <summary>Sets the percentage of doorbells that meet a fault; 0 ends it.</summary>
    public void Set(DoorbellTrouble trouble, int percent) => _percent[trouble] = percent;

    /// <summary>Ends all faults.</summary>
    public void Heal() => _percent.Clear();
}
