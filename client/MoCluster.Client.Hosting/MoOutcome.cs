using MoCluster.Client.Hosting.Handling;

namespace MoCluster.Client.Hosting;

/// <summary>What a handler says of an event that it did not fail at. A handler that has nothing to say returns no outcome, and the event is done.</summary>
public readonly record struct MoOutcome
{
    private MoOutcome(OutcomeKind kind, TimeSpan delay, string? reason) => (Kind, Delay, Reason) = (kind, delay, reason);

    /// <summary>The event is done: it is acknowledged.</summary>
    public static MoOutcome Done => default;

    internal OutcomeKind Kind { get; }

    internal TimeSpan Delay { get; }

    internal string? Reason { get; }

    /// <summary>The event is to come again later. This counts as no failure: the event is not parked for it.</summary>
    /// <param name="delay">When, from now on.</param>
    /// <param name="reason">Why, for people; null for no reason.</param>
    public static MoOutcome RetryAfter(TimeSpan delay, string? reason = null) => new(OutcomeKind.RetryAfter, delay, reason);

    /// <summary>The event is to be set aside until somebody replays it, or a newer event of its subject comes.</summary>
    /// <param name="reason">Why, for people.</param>
    public static MoOutcome Park(string reason) => new(OutcomeKind.Park, default, reason);
}
