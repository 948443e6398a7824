using MoCluster.Grains.Storage.Deliveries;

namespace MoCluster.Grains.Deliveries;

/// <summary>Makes a delivery: posts it to an endpoint, or publishes it to a broker.</summary>
public interface IDeliverySender
{
    /// <summary>Makes a delivery once. It may have been made before, if the process ended before its outcome was stored.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="cancellation">
    /// Ends the attempt when its time is over. It must end soon then: until it has, no other delivery of the object is made.
    /// </param>
    /// <returns>What became of it. An exception counts as a failed attempt.</returns>
    Task<DeliveryOutcome> SendAsync(DeliveryRow delivery, CancellationToken cancellation);
}
