namespace MoCluster.Silo.Api.V1.Events;

/// <summary>What was fetched.</summary>
/// <param name="Events">The events.</param>
internal sealed record V1Deliveries(IReadOnlyList<V1Delivery> Events);
