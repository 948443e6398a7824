namespace MoCluster.Silo.Api.V1.Events;

/// <summary>The deliveries of a fetch.</summary>
/// <param name="Events">The events.</param>
internal sealed record V1Deliveries(IReadOnlyList<V1Delivery> Events);
