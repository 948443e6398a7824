using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;

namespace MoCluster.Grains.Listeners;

/// <summary>
/// The listeners from which the silos publish a message for each change over AMQP: one for each type of objects, all in one group. They are durable, so a message
/// that a silo did not publish is published by the next one.
/// </summary>
public static class AmqpListeners
{
    /// <summary>The name of their group within the namespace of native events.</summary>
    public const string Group = "amqp";

    /// <summary>Their owner, which is no caller's identity. Events of changes that skip AMQP never reach its listeners.</summary>
    public static Guid Owner { get; } = new("616d7170-baad-1110-006d-6f636c757374");

    /// <summary>The silos, as the listeners' owner.</summary>
    public static Actor Actor { get; } = new(Owner);

    /// <summary>
    /// How they lease: for a minute, which is longer than a message may wait for its confirmation, without a limit of attempts. So after the end of a silo another one
    /// publishes what it had not within a minute.
    /// </summary>
    public static ListenerPolicy Policy { get; } = new(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), MaxAttempts: 0, MaxInFlight: 10_000);

    /// <summary>Declares the listeners of all types of objects.</summary>
    /// <param name="catalogue">The types.</param>
    public static ImmutableArray<ListenerDeclaration> Declarations(ObjectCatalogue catalogue) =>
    [
        .. catalogue.Types.Where(type => type.Namespace == StreamKey.NativeNamespace)
            .Select(type => new ListenerDeclaration($"amqp-{type.Name}", type.Name, Policy, Group)),
    ];
}
