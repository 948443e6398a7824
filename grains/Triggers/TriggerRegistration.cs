using MoCluster.Modules;

namespace MoCluster.Grains.Triggers;

/// <summary>A trigger of one stage.</summary>
/// <param name="Name">Its name, unique in the stage.</param>
/// <param name="Order">Its place: ascending, then by name.</param>
/// <param name="Handler">What runs.</param>
public sealed record TriggerRegistration(string Name, int Order, TriggerHandler Handler);
