namespace MoCluster.Grains.Storage.Deliveries;

/// <summary>What becomes of a delivery. It has no effect if the delivery is gone. The nested records are all the kinds.</summary>
public abstract record DeliveryChange
{
    private DeliveryChange()
    {
    }

    /// <summary>The delivery.</summary>
    public abstract DeliveryKey Delivery { get; init; }

    /// <summary>It was made, or is let go: its row is deleted.</summary>
    /// <param name="Delivery">The delivery.</param>
    public sealed record Delivered(DeliveryKey Delivery) : DeliveryChange;

    /// <summary>An attempt failed, and another will follow.</summary>
    /// <param name="Delivery">The delivery.</param>
    /// <param name="Attempts">How often it was tried, from 1.</param>
    /// <param name="Due">It is not tried again before this instant.</param>
    /// <param name="Reason">Why the attempt failed, at most <see cref="StoreLimits.MaxReasonCharacters"/>.</param>
    public sealed record Retried(DeliveryKey Delivery, int Attempts, DateTimeOffset Due, string Reason) : DeliveryChange;

    /// <summary>It is not tried again until it is replayed, and holds up no other delivery.</summary>
    /// <param name="Delivery">The delivery.</param>
    /// <param name="Attempts">How often it was tried.</param>
    /// <param name="Reason">Why, at most <see cref="StoreLimits.MaxReasonCharacters"/>.</param>
    public sealed record Parked(DeliveryKey Delivery, int Attempts, string Reason) : DeliveryChange;

    /// <summary>
    /// It is to be tried anew, whether it was parked or waited: it has no attempts, and is due at the time of the commit. It keeps its number, and so its place
    /// before later deliveries of its object. The reason of its last failure stays until the next one.
    /// </summary>
    /// <param name="Delivery">The delivery.</param>
    public sealed record Replayed(DeliveryKey Delivery) : DeliveryChange;
}
