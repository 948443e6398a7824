using MoCluster.Simulation.Faults;

namespace MoCluster.Simulation.World;

/// <summary>What goes wrong with doorbells at present, at all silos.</summary>
internal sealed class DoorbellTroubles
{
    private readonly Dictionary<DoorbellTrouble, int> _percent = [];

    /// <summary>How many percent meet a trouble.</summary>
    public int PercentOf(DoorbellTrouble trouble) => _percent.GetValueOrDefault(trouble);

    /// <summary>Sets how many percent meet a trouble; 0 ends it.</summary>
    public void Set(DoorbellTrouble trouble, int percent) => _percent[trouble] = percent;

    /// <summary>All troubles end.</summary>
    public void Heal() => _percent.Clear();
}
