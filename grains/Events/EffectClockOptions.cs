namespace MoCluster.Grains.Events;

/// <summary>How the effect clock looks for due instants, and how many it publishes at once.</summary>
public sealed record EffectClockOptions
{
    /// <summary>
    /// How often it looks, one query each time; it looks twice as far ahead, so that what is known to it is told at its instant. Only an
    /// instant that is committed less than this before it comes may be told this late. Default 1 s.
    /// </summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How many due instants are handed to the store together, so that they share its groups. At most two batches are on their way, and a
    /// third read: what a live mutation waits behind, and what a bulk holds in memory. Default 500.
    /// </summary>
    public int Batch { get; init; } = 500;
}
