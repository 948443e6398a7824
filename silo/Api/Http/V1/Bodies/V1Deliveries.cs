namespace MoCluster.Silo.Api.Http.V1.Bodies;

/// <summary>What was fetched.</summary>
/// <param name="Events">The events.</param>
internal sealed record V1Deliveries(IReadOnlyList<V1Delivery> Events);
