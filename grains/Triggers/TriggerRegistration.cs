using MoCluster.Modules;

namespace MoCluster.Grains.Triggers;

/// <summary>A trigger of one stage.</summary>
/// <param name="Name">The trigger's name, unique within the stage.</param>
/// <param name="Order">Triggers of a stage run in ascending order, then by name.</param>
/// <param name="Handler">The trigger's code.</param>
/// <param name="Source">Where the trigger comes from: the full name of its module.</param>
public sealed record TriggerRegistration(string Name, int Order, TriggerHandler Handler, string Source);
