using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.GrainInterfaces.Namespaces;

/// <summary>A caller's declaration of a listener.</summary>
/// <param name="UserKey">The caller's name for the listener.</param>
/// <param name="RoutingKey">The routing key, which is matched exactly.</param>
/// <param name="Policy">How the listener leases and redelivers; null for <see cref="ListenerPolicy.Default"/>.</param>
/// <param name="Group">
/// The caller's name of the listener's group within the namespace; null for a group of its own. Listeners of a group share exclusion by key.
/// </param>
[GenerateSerializer, Immutable, Alias("mo.listener-declaration")]
public sealed record ListenerDeclaration(
    [property: Id(0)] string UserKey,
    [property: Id(1)] string RoutingKey,
    [property: Id(2)] ListenerPolicy? Policy = null,
    [property: Id(3)] string? Group = null);
