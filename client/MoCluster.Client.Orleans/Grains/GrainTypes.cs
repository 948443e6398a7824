using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;

namespace MoCluster.Client.Grains;

/// <summary>Turns the types of the client into those of the grains, and back.</summary>
internal static class GrainTypes
{
    public static GrainInterfaces.Namespaces.ListenerDeclaration ToDeclaration(ListenerDeclaration declaration)
    {
        var standard = ListenerPolicy.Default;
        var policy = new ListenerPolicy(
            declaration.Lease ?? standard.Lease,
            declaration.MaxBackOff ?? standard.MaxBackOff,
            declaration.MaxAttempts ?? standard.MaxAttempts,
            declaration.MaxInFlight ?? standard.MaxInFlight);
        return new GrainInterfaces.Namespaces.ListenerDeclaration(declaration.UserKey, declaration.RoutingKey, policy, declaration.Group);
    }

    public static ListenerInfo ToInfo(ListenerDefinition definition) => new(
        definition.Uuid,
        definition.Owner,
        definition.Stream.Namespace,
        definition.Stream.RoutingKey,
        definition.UserKey,
        definition.Group,
        definition.Created,
        definition.Policy.Lease,
        definition.Policy.MaxBackOff,
        definition.Policy.MaxAttempts,
        definition.Policy.MaxInFlight,
        definition.Pause?.Since,
        definition.Pause?.Reason,
        definition.Suspension?.Since);

    public static GrainInterfaces.Namespaces.Publication ToPublication(IReadOnlyList<OutgoingEvent> outgoing, IdempotencyKey key) => new(
        [.. outgoing.Select(one => new PublishedEvent(one.RoutingKey, one.Subject, one.Priority, one.Key, TargetOf(one)))], key);

    /// <exception cref="ArgumentException">Both an owner and a listener are given.</exception>
    private static EventTarget? TargetOf(OutgoingEvent one) => (one.Owner, one.Listener) switch
    {
        (null, null) => null,
        ({ } owner, null) => new EventTarget(EventTargetKind.Owner, owner),
        (null, { } listener) => new EventTarget(EventTargetKind.Listener, listener),
        _ => throw new ArgumentException($"The event of '{one.Subject}' has an owner and a listener; give one of them."),
    };
}
