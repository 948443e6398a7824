namespace MoCluster.Silo.Api.V1.Tokens;

/// <summary>The nacks of events.</summary>
/// <param name="Events">The events; at most Api:MaxBatchLength.</param>
internal sealed record V1Nacks([property: Bounds(Most = V1Limit.BatchLength)] IReadOnlyList<V1Nack> Events);
