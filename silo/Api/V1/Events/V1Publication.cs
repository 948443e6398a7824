namespace MoCluster.Silo.Api.V1.Events;

/// <summary>Events to publish.</summary>
/// <param name="Events">The events, in the order of their numbers; at most Api:MaxBatchLength. All of them are published, or none.</param>
internal sealed record V1Publication([property: Bounds(Least = 1, Most = V1Limit.BatchLength)] IReadOnlyList<V1Event> Events);
