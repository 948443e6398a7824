using MoCluster.GrainInterfaces.Triggers.Registry;

namespace MoCluster.Grains.Triggers;

/// <summary>A trigger of one stage.</summary>
/// <param name="Name">The trigger's name, unique within the stage.</param>
/// <param name="Order">Triggers of a stage run in ascending order, then by name.</param>
/// <param name="Action">What the trigger does.</param>
/// <param name="Source">Where the trigger comes from: the full name of its module, or the address of its endpoint.</param>
public sealed record TriggerRegistration(string Name, int Order, TriggerAction Action, string Source)
{
    /// <summary>The trigger of an endpoint; null for one of a module.</summary>
    public EndpointTrigger? Endpoint { get; init; }

    /// <summary>How its calls are stored with the mutation; null for a trigger that runs before the mutation is answered.</summary>
    public TriggerDelivery? Delivery { get; init; }

    /// <summary>The trigger's calls on this silo. Several stages may share them.</summary>
    public TriggerUse Use { get; init; } = new();
}
