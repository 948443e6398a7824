namespace MoCluster.Grains.Deliveries;

/// <summary>Where the deliveries of a registration go.</summary>
/// <param name="Sender">Makes a delivery.</param>
/// <param name="Policy">How often and how many at a time.</param>
public sealed record DeliveryTarget(IDeliverySender Sender, DeliveryPolicy Policy);
