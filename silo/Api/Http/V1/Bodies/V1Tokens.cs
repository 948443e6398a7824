namespace MoCluster.Silo.Api.Http.V1.Bodies;

/// <summary>What is acknowledged.</summary>
/// <param name="Tokens">Tokens of deliveries. Acknowledging twice, or what is gone, is no error. At most Api:MaxBatchLength.</param>
internal sealed record V1Tokens([property: Bounds(Most = V1Limit.BatchLength)] IReadOnlyList<string> Tokens);
