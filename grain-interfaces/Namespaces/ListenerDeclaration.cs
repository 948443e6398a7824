using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.GrainInterfaces.Namespaces;

/// <summary>What a caller declares of a listener.</summary>
/// <param name="UserKey">The caller's name for it.</param>
/// <param name="RoutingKey">The routing key, matched exactly.</param>
/// <param name="Policy">How it leases and redelivers; null for <see cref="ListenerPolicy.Default"/>.</param>
/// <param name="Group">The caller's name of a group within the namespace whose listeners share exclusion by key; null when it is alone.</param>
[GenerateSerializer, Immutable, Alias("mo.listener-declaration")]
public sealed record ListenerDeclaration(
    [property: Id(0)] string UserKey,
    [property: Id(1)] string RoutingKey,
    [property: Id(2)] ListenerPolicy? Policy = null,
    [property: Id(3)] string? Group = null);
