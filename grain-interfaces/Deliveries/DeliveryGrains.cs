namespace MoCluster.GrainInterfaces.Deliveries;

/// <summary>Finds the grains that make deliveries.</summary>
public static class DeliveryGrains
{
    /// <summary>The grain that makes the deliveries of a registration.</summary>
    /// <param name="grains">Finds grains.</param>
    /// <param name="registration">The registration.</param>
    public static IDeliveryGrain GetDeliveries(this IGrainFactory grains, Guid registration)
    {
        ArgumentNullException.ThrowIfNull(grains);
        return grains.GetGrain<IDeliveryGrain>(registration.ToString("D"));
    }
}
