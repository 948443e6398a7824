namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>A command on an event that the caller has leased.</summary>
/// <param name="Token">The event's token, in its text form.</param>
/// <param name="Verb">The verb.</param>
/// <param name="Delay">
/// Nack: after how long the event is delivered again; null for the listener's back-off. Touch: how long the lease lasts from now; null for the
/// listener's lease. At most <see cref="ListenerPolicy.LongestDelay"/> and <see cref="ListenerPolicy.LongestLease"/>.
/// </param>
/// <param name="Reason">Why, for people to read until the next delivery; null for none. At most <see cref="MaxReasonLength"/> characters.</param>
[GenerateSerializer, Immutable, Alias("mo.token-command")]
public sealed record TokenCommand(
    [property: Id(0)] string Token,
    [property: Id(1)] TokenVerb Verb,
    [property: Id(2)] TimeSpan? Delay = null,
    [property: Id(3)] string? Reason = null)
{
    /// <summary>The longest reason, in characters.</summary>
    public const int MaxReasonLength = 1_000;
}
