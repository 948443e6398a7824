using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Grains.Listeners;

/// <summary>
/// When an event is delivered again. OS2mo's schedule, by default: eligible <c>greatest(lease, least(2^attempts s, longest back-off))</c>
/// after it was handed out (os2mo.md §1.4): the first seven deliveries are 3 minutes apart, then 4:16, and so on to 17 hours.
/// </summary>
public static class RetrySchedule
{
    /// <summary>2^32 seconds is more than a century: beyond that the power says nothing any more.</summary>
    private const int MaxExponent = 32;

    /// <summary>The time between a hand-out and the next one of the same event, when it was not acknowledged.</summary>
    /// <param name="attempts">How often it was delivered, from 1.</param>
    /// <param name="policy">The listener's policy.</param>
    public static TimeSpan Between(int attempts, ListenerPolicy policy)
    {
        var backOff = TimeSpan.FromSeconds(Math.Pow(2, Math.Clamp(attempts, 0, MaxExponent)));
        var capped = backOff < policy.MaxBackOff ? backOff : policy.MaxBackOff;
        return capped > policy.Lease ? capped : policy.Lease;
    }

    /// <summary>The instant from which an event is delivered again whose lease ended unacknowledged.</summary>
    /// <param name="until">When the lease ended; what the schedule has beyond a lease is counted from here.</param>
    /// <param name="attempts">How often it was delivered, the ended lease included.</param>
    /// <param name="policy">The listener's policy.</param>
    public static DateTimeOffset NotBefore(DateTimeOffset until, int attempts, ListenerPolicy policy) =>
        until + (Between(attempts, policy) - policy.Lease);
}
