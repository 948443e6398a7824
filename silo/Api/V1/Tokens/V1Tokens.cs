namespace MoCluster.Silo.Api.V1.Tokens;

/// <summary>What is acknowledged.</summary>
/// <param name="Tokens">Tokens of deliveries. Acknowledging twice, or what is gone, is no error. At most Api:MaxBatchLength.</param>
internal sealed record V1Tokens([property: Bounds(Most = V1Limit.BatchLength)] IReadOnlyList<string> Tokens);
