namespace MoCluster.Client;

/// <summary>A change that was made, and is durable.</summary>
/// <param name="Uuid">The object that was changed.</param>
/// <param name="TriggerFailures">After triggers that failed. The change stands all the same.</param>
public sealed record ObjectChange(Guid Uuid, IReadOnlyList<TriggerFailure> TriggerFailures);
