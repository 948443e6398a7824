namespace MoCluster.Silo.Api.Http.V1.Bodies;

/// <summary>Events to publish.</summary>
/// <param name="Events">The events, in the order in which they are numbered; all are published or none. At most Api:MaxBatchLength.</param>
internal sealed record V1Publication([property: Bounds(Least = 1, Most = V1Limit.BatchLength)] IReadOnlyList<V1Event> Events);
