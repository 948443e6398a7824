namespace MoCluster.Client;

/// <summary>What a listener is.</summary>
/// <param name="Uuid">Its identity.</param>
/// <param name="Owner">Who declared it and alone may fetch from it.</param>
/// <param name="Namespace">The namespace to which it listens.</param>
/// <param name="RoutingKey">The routing key to which it listens.</param>
/// <param name="UserKey">The owner's name for it.</param>
/// <param name="Group">The group of listeners that never lease the same key twice at once; its own uuid if it is the only one.</param>
/// <param name="Created">When it was declared.</param>
/// <param name="Lease">How long an event stays leased.</param>
/// <param name="MaxBackOff">The longest time between two deliveries of one event.</param>
/// <param name="MaxAttempts">After how many deliveries an event is parked; 0 for never.</param>
/// <param name="MaxInFlight">How many events may be leased at once.</param>
/// <param name="PausedSince">Since when it is paused; null if it is not.</param>
/// <param name="PauseReason">The reason of the pause; null for none.</param>
/// <param name="SuspendedSince">Since when it is suspended because it pinned the log; null if it is not.</param>
public sealed record ListenerInfo(
    Guid Uuid,
    Guid Owner,
    string Namespace,
    string RoutingKey,
    string UserKey,
    Guid Group,
    DateTimeOffset Created,
    TimeSpan Lease,
    TimeSpan MaxBackOff,
    int MaxAttempts,
    int MaxInFlight,
    DateTimeOffset? PausedSince,
    string? PauseReason,
    DateTimeOffset? SuspendedSince);
