using MoCluster.GrainInterfaces.Events;

namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>An event that a caller has leased.</summary>
/// <param name="Event">The latest event of the subject.</param>
/// <param name="Priority">The entry's priority: the lowest number over its open events.</param>
/// <param name="Attempt">Which delivery this is, from 1.</param>
/// <param name="Token">The token with which it is acknowledged.</param>
/// <param name="Until">When the lease ends unless it is touched.</param>
[GenerateSerializer, Immutable, Alias("mo.delivery")]
public sealed record Delivery(
    [property: Id(0)] EventRecord Event,
    [property: Id(1)] int Priority,
    [property: Id(2)] int Attempt,
    [property: Id(3)] string Token,
    [property: Id(4)] DateTimeOffset Until);
