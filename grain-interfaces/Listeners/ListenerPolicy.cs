namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>
/// How a listener leases and delivers again. The default is OS2mo's schedule (docs/os2mo.md §4.3): a lease of 3 minutes, then back-off
/// by <c>2^attempts</c> seconds once that is longer, at most 17 hours; no limit of attempts.
/// </summary>
/// <param name="Lease">How long a lease lasts unless it is touched.</param>
/// <param name="MaxBackOff">The longest time between two deliveries of one event.</param>
/// <param name="MaxAttempts">The number of deliveries without an acknowledgement after which an event is parked; 0 for never.</param>
/// <param name="MaxInFlight">How many events may be leased at once. While they are, fetches find nothing.</param>
[GenerateSerializer, Immutable, Alias("mo.listener-policy")]
public sealed record ListenerPolicy(
    [property: Id(0)] TimeSpan Lease,
    [property: Id(1)] TimeSpan MaxBackOff,
    [property: Id(2)] int MaxAttempts,
    [property: Id(3)] int MaxInFlight)
{
    /// <summary>The longest lease, also by touching it. It is shorter than the shortest retention, so that the events that it names are never deleted.</summary>
    public static readonly TimeSpan LongestLease = TimeSpan.FromHours(12);

    /// <summary>The longest time between two deliveries, also after a nack with a delay.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromDays(30);

    /// <summary>OS2mo's schedule; at most 10 000 events in flight.</summary>
    public static ListenerPolicy Default { get; } = new(TimeSpan.FromMinutes(3), TimeSpan.FromHours(17), 0, 10_000);
}
