namespace MoCluster.Grains.Deliveries;

/// <summary>Says where the deliveries of a registration go. The registry of triggers implements it.</summary>
public interface IDeliveryTargets
{
    /// <summary>Finds the target of a registration.</summary>
    /// <param name="registration">The registration.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns>
    /// The target; null if the registration is gone for good: then all its deliveries are deleted. Who cannot say that for sure throws, and is asked again later.
    /// </returns>
    ValueTask<DeliveryTarget?> FindAsync(Guid registration, CancellationToken cancellation);
}
