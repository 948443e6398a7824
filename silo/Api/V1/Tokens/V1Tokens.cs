namespace MoCluster.Silo.Api.V1.Tokens;

/// <summary>The tokens to acknowledge.</summary>
/// <param name="Tokens">The tokens of deliveries; at most Api:MaxBatchLength. It is no error to acknowledge twice, or an event that is gone.</param>
internal sealed record V1Tokens([property: Bounds(Most = V1Limit.BatchLength)] IReadOnlyList<string> Tokens);
