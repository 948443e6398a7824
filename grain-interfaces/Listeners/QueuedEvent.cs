using MoCluster.GrainInterfaces.Events;

namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>An entry of a listener's queue, as those see it who look after the queue: never a token.</summary>
/// <param name="Event">The latest event of the subject.</param>
/// <param name="Priority">The entry's priority: the lowest number over its open events.</param>
/// <param name="Attempts">How often it was delivered since the last newer event.</param>
/// <param name="Standing">Where it stands.</param>
/// <param name="Until">Leased: when the lease ends. Delayed: when it is delivered again. Null for the others.</param>
/// <param name="Silenced">Whether it is delivered last and raises no alert.</param>
/// <param name="Reason">Why it was last given back or parked; null for none, and while it is in somebody's hand.</param>
[GenerateSerializer, Immutable, Alias("mo.queued-event")]
public sealed record QueuedEvent(
    [property: Id(0)] EventRecord Event,
    [property: Id(1)] int Priority,
    [property: Id(2)] int Attempts,
    [property: Id(3)] EntryStanding Standing,
    [property: Id(4)] DateTimeOffset? Until,
    [property: Id(5)] bool Silenced,
    [property: Id(6)] string? Reason);
