namespace MoCluster.Silo.Api.Http.V1;

/// <summary>What is given back.</summary>
/// <param name="Events">The events.</param>
internal sealed record V1Nacks(IReadOnlyList<V1Nack> Events);
