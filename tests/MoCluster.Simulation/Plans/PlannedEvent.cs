namespace MoCluster.Simulation.Plans;

/// <summary>An event that is to be published.</summary>
/// <param name="RoutingKey">The routing key of its stream.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="Key">Its key; null for the subject.</param>
/// <param name="Target">The only one that gets it; other listeners settle it when they read it.</param>
internal sealed record PlannedEvent(string RoutingKey, string Subject, int Priority, string? Key, PlannedTarget Target)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{RoutingKey}/{Subject} priority {Priority}{(Key is null ? "" : $" key {Key}")}{(Target == PlannedTarget.None ? "" : $" to {Target}")}";
}
