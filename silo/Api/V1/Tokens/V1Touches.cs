namespace MoCluster.Silo.Api.V1.Tokens;

/// <summary>What is worked on.</summary>
/// <param name="Events">The events. At most Api:MaxBatchLength.</param>
internal sealed record V1Touches([property: Bounds(Most = V1Limit.BatchLength)] IReadOnlyList<V1Touch> Events);
