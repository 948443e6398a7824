namespace MoCluster.Silo.Api.V1.Tokens;

/// <summary>What is given back.</summary>
/// <param name="Events">The events. At most Api:MaxBatchLength.</param>
internal sealed record V1Nacks([property: Bounds(Most = V1Limit.BatchLength)] IReadOnlyList<V1Nack> Events);
