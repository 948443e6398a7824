using MoCluster.GrainInterfaces.Hooks;
using MoCluster.Grains.Triggers;

namespace MoCluster.Grains.Hooks.Registry;

/// <summary>A callback as a silo knows it.</summary>
/// <param name="Subscription">The callback.</param>
/// <param name="Use">Its calls on this silo.</param>
public sealed record HookCallback(HookSubscription Subscription, TriggerUse Use);
