namespace MoCluster.Silo.Api.V1.Tokens;

/// <summary>The parks of events.</summary>
/// <param name="Events">The events; at most Api:MaxBatchLength.</param>
internal sealed record V1Parks([property: Bounds(Most = V1Limit.BatchLength)] IReadOnlyList<V1Park> Events);
