namespace MoCluster.Silo.Api.V1.Events;

/// <summary>Events to publish.</summary>
/// <param name="Events">The events, in the order in which they are numbered; all are published or none. At most Api:MaxBatchLength.</param>
internal sealed record V1Publication([property: Bounds(Least = 1, Most = V1Limit.BatchLength)] IReadOnlyList<V1Event> Events);
