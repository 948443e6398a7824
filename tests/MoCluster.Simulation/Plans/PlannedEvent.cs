namespace MoCluster.Simulation.Plans;

/// <summary>An event that is to be published.</summary>
/// <param name="RoutingKey">On which stream.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="Key">Its key; null for the subject.</param>
/// <param name="Elsewhere">Whether it speaks to somebody else alone, and is settled by reading.</param>
internal sealed record PlannedEvent(string RoutingKey, string Subject, int Priority, string? Key, bool Elsewhere)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{RoutingKey}/{Subject} priority {Priority}{(Key is null ? "" : $" key {Key}")}{(Elsewhere ? " to another owner" : "")}";
}
