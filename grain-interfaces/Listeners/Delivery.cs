using MoCluster.GrainInterfaces.Events;

namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>An event in a caller's hand.</summary>
/// <param name="Event">The latest event of the subject.</param>
/// <param name="Priority">The entry's priority: the lowest number over its open events.</param>
/// <param name="Attempt">Which delivery of it this is, from 1.</param>
/// <param name="Token">What acknowledges it.</param>
/// <param name="Until">When the lease ends unless it is extended.</param>
[GenerateSerializer, Immutable, Alias("mo.delivery")]
public sealed record Delivery(
    [property: Id(0)] EventRecord Event,
    [property: Id(1)] int Priority,
    [property: Id(2)] int Attempt,
    [property: Id(3)] string Token,
    [property: Id(4)] DateTimeOffset Until);
