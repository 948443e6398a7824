namespace MoCluster.Simulation.Plans;

/// <summary>An endpoint outside the cluster, to which the deliveries of one registration go.</summary>
/// <param name="Index">Its number in the plan.</param>
/// <param name="Trouble">How many percent of the calls go wrong in some way, until the faults end.</param>
/// <param name="Attempts">How often a delivery is tried before it is parked.</param>
/// <param name="Concurrency">How many deliveries are made at a time.</param>
internal sealed record TargetPlan(int Index, int Trouble, int Attempts, int Concurrency)
{
    /// <summary>The registration.</summary>
    public Guid Registration => new(Index + 1, 0x7, 0x7, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <inheritdoc/>
    public override string ToString() => $"t{Index}: {Trouble} % of its calls go wrong, {Attempts} attempts, {Concurrency} at a time";
}
