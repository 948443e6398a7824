namespace MoCluster.Grains.Deliveries;

/// <summary>What became of an attempt to make a delivery. The nested records are all the kinds.</summary>
public abstract record DeliveryOutcome
{
    private DeliveryOutcome()
    {
    }

    /// <summary>It arrived, and was accepted.</summary>
    public static DeliveryOutcome Done { get; } = new Delivered();

    /// <summary>It arrived, and was accepted.</summary>
    public sealed record Delivered : DeliveryOutcome;

    /// <summary>The attempt failed, and counts.</summary>
    /// <param name="Reason">Why, for operators.</param>
    /// <param name="RetryAfter">The least time before the next attempt, if the target named one; the policy's longest back-off limits it.</param>
    /// <param name="IsFinal">Whether another attempt cannot succeed, so that the delivery is parked at once.</param>
    public sealed record Failed(string Reason, TimeSpan? RetryAfter = null, bool IsFinal = false) : DeliveryOutcome;

    /// <summary>The target cannot be reached by any delivery, and nothing was sent: the registration waits, and no attempt counts.</summary>
    /// <param name="Reason">Why, for operators.</param>
    /// <param name="RetryAfter">When to look again; null for a pause that doubles each time.</param>
    public sealed record OutOfReach(string Reason, TimeSpan? RetryAfter = null) : DeliveryOutcome;
}
