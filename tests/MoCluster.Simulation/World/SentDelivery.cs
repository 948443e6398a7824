using MoCluster.Grains.Deliveries;
using MoCluster.Grains.Storage.Deliveries;

namespace MoCluster.Simulation.World;

/// <summary>An attempt to make a delivery, as its target saw it.</summary>
/// <param name="Silo">The silo that made it.</param>
/// <param name="Delivery">The delivery.</param>
/// <param name="Began">When it began, in the order of the history.</param>
/// <param name="Now">The store's time then.</param>
internal sealed record SentDelivery(string Silo, DeliveryKey Delivery, long Began, DateTimeOffset Now)
{
    /// <summary>When the target accepted it; null if it did not.</summary>
    public long? Accepted { get; set; }

    /// <summary>What the silo was answered; null if it never was.</summary>
    public DeliveryOutcome? Outcome { get; set; }
}
