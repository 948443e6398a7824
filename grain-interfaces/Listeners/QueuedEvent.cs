using MoCluster.GrainInterfaces.Events;

namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>An entry of a listener's queue as its owner and operators see it. It contains no token.</summary>
/// <param name="Event">The latest event of the subject.</param>
/// <param name="Priority">The entry's priority: the lowest number over its open events.</param>
/// <param name="Attempts">How often it was delivered since the last newer event.</param>
/// <param name="Standing">The state of the entry.</param>
/// <param name="Until">For a leased entry: when the lease ends. For a delayed one: when it is delivered again. Otherwise null.</param>
/// <param name="Silenced">Whether it is delivered last and raises no alert.</param>
/// <param name="Reason">The reason of the last nack or park; null for none, and while the entry is leased.</param>
[GenerateSerializer, Immutable, Alias("mo.queued-event")]
public sealed record QueuedEvent(
    [property: Id(0)] EventRecord Event,
    [property: Id(1)] int Priority,
    [property: Id(2)] int Attempts,
    [property: Id(3)] EntryStanding Standing,
    [property: Id(4)] DateTimeOffset? Until,
    [property: Id(5)] bool Silenced,
    [property: Id(6)] string? Reason);
