using MoCluster.Grains.Primitives;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Deliveries;

namespace MoCluster.Grains.Deliveries;

/// <summary>Decides what becomes of a delivery after an attempt.</summary>
public static class DeliverySchedule
{
    /// <summary>2^40 times any back-off is longer than the longest.</summary>
    private const int MaxDoublings = 40;

    /// <summary>The time before the next attempt.</summary>
    /// <param name="attempts">How often the delivery was tried, from 1.</param>
    /// <param name="policy">The policy.</param>
    public static TimeSpan BackOff(int attempts, DeliveryPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var doubled = policy.FirstBackOff.TotalSeconds * Math.Pow(2, Math.Clamp(attempts - 1, 0, MaxDoublings));
        return doubled < policy.LongestBackOff.TotalSeconds ? TimeSpan.FromSeconds(doubled) : policy.LongestBackOff;
    }

    /// <summary>What to store after an attempt.</summary>
    /// <param name="row">The delivery.</param>
    /// <param name="outcome">What became of the attempt.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="now">The store's time.</param>
    /// <returns>The change; null if nothing changes, because the target was out of reach.</returns>
    public static DeliveryChange? After(DeliveryRow row, DeliveryOutcome outcome, DeliveryPolicy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(policy);
        return outcome switch
        {
            DeliveryOutcome.Delivered => new DeliveryChange.Delivered(row.Key),
            DeliveryOutcome.Failed failed when failed.IsFinal || row.Attempts + 1 >= policy.Attempts =>
                new DeliveryChange.Parked(row.Key, row.Attempts + 1, Storable(failed.Reason)),
            DeliveryOutcome.Failed failed =>
                new DeliveryChange.Retried(row.Key, row.Attempts + 1, now + Pause(row.Attempts + 1, failed.RetryAfter, policy), Storable(failed.Reason)),
            _ => null,
        };
    }

    /// <summary>A reason as every store can keep it: endpoints answer anything.</summary>
    private static string Storable(string reason)
    {
        if (StorableText.Find(reason) >= 0)
            reason = string.Concat(reason.Select(unit => unit is '\0' or (>= '\uD800' and <= '\uDFFF') ? '�' : unit));
        return StorableText.Start(reason, StoreLimits.MaxReasonCharacters - 1);
    }

    private static TimeSpan Pause(int attempts, TimeSpan? retryAfter, DeliveryPolicy policy)
    {
        var backOff = BackOff(attempts, policy);
        var asked = retryAfter < policy.LongestBackOff ? retryAfter : retryAfter is null ? null : policy.LongestBackOff;
        return asked > backOff ? asked.Value : backOff;
    }
}
