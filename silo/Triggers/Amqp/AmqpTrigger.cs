using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GrainInterfaces.Triggers;
using MoCluster.Grains.Triggers;

namespace MoCluster.Silo.Triggers.Amqp;

/// <summary>OS2mo's AMQP trigger: an after trigger of twelve role types and all request types, whose messages are stored with the mutation.</summary>
internal static class AmqpTrigger
{
    private static readonly ImmutableArray<string> RoleTypes =
    [
        "address", "association", "employee", "engagement", "it", "kle", "leave", "manager", "org_unit", "owner", "related_unit", "rolebinding",
    ];

    /// <summary>Identifies the trigger among those whose calls are stored. It is the same in every silo and never changes.</summary>
    public static Guid Registration { get; } = new("616d7170-7472-8967-8765-722e6f73326d");

    /// <summary>The stages at which it runs.</summary>
    public static IEnumerable<TriggerStage> Stages =>
        from roleType in RoleTypes from kind in Enum.GetValues<MutationKind>() select new TriggerStage(TriggerEventType.After, roleType, kind);

    /// <summary>Makes the trigger.</summary>
    /// <param name="exchange">The exchange to which its messages go.</param>
    /// <param name="messages">Writes the messages.</param>
    public static TriggerRegistration Make(string exchange, TriggerMessages messages) => new(
        "amqp", Order: 0, static (_, _, _) => ValueTask.CompletedTask, $"AMQP exchange {exchange}")
    {
        Delivery = new TriggerDelivery(Registration, messages.Of),
    };
}
