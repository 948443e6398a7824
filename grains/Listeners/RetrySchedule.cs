using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Grains.Listeners;

/// <summary>
/// Decides when an event is delivered again. By default this is OS2mo's schedule (docs/os2mo.md §4.3): <c>greatest(lease, least(2^attempts s,
/// longest back-off))</c> after it was handed out. The first seven deliveries are 3 minutes apart, then 4:16, and so on up to 17 hours.
/// </summary>
public static class RetrySchedule
{
    /// <summary>2^32 seconds is more than a century: a higher power changes nothing.</summary>
    private const int MaxExponent = 32;

    /// <summary>The time between two deliveries of an event that was not acknowledged.</summary>
    /// <param name="attempts">How often the event was delivered, from 1.</param>
    /// <param name="policy">The listener's policy.</param>
    public static TimeSpan Between(int attempts, ListenerPolicy policy)
    {
        var backOff = TimeSpan.FromSeconds(Math.Pow(2, Math.Clamp(attempts, 0, MaxExponent)));
        var capped = backOff < policy.MaxBackOff ? backOff : policy.MaxBackOff;
        return capped > policy.Lease ? capped : policy.Lease;
    }

    /// <summary>The instant from which an event is delivered again after its lease ended without an acknowledgement.</summary>
    /// <param name="until">When the lease ended. The part of the schedule that exceeds a lease is counted from here.</param>
    /// <param name="attempts">How often the event was delivered, the ended lease included.</param>
    /// <param name="policy">The listener's policy.</param>
    public static DateTimeOffset NotBefore(DateTimeOffset until, int attempts, ListenerPolicy policy) =>
        until + (Between(attempts, policy) - policy.Lease);
}
