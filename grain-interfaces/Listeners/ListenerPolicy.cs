namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>
/// How a listener leases and redelivers. The default is OS2mo's schedule (os2mo.md §1.4): a lease of 3 minutes, then back-off
/// by <c>2^attempts</c> seconds once that is longer, at most 17 hours; no limit of attempts.
/// </summary>
/// <param name="Lease">How long an event stays in one hand unless it is extended.</param>
/// <param name="MaxBackOff">The longest time between two deliveries of one event.</param>
/// <param name="MaxAttempts">After how many deliveries an event is parked; 0 for never.</param>
/// <param name="MaxInFlight">How many events may be leased at once; further fetches find nothing.</param>
[GenerateSerializer, Immutable, Alias("mo.listener-policy")]
public sealed record ListenerPolicy(
    [property: Id(0)] TimeSpan Lease,
    [property: Id(1)] TimeSpan MaxBackOff,
    [property: Id(2)] int MaxAttempts,
    [property: Id(3)] int MaxInFlight)
{
    /// <summary>The longest lease, also by extending it: shorter than the shortest retention, so that what it names is never let go.</summary>
    public static readonly TimeSpan LongestLease = TimeSpan.FromHours(12);

    /// <summary>The longest time between two deliveries, also when an event is given back with a delay.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromDays(30);

    /// <summary>OS2mo's schedule; at most 10 000 events in flight.</summary>
    public static ListenerPolicy Default { get; } = new(TimeSpan.FromMinutes(3), TimeSpan.FromHours(17), 0, 10_000);
}
