using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Grains.Listeners.Status;

/// <summary>A listener whose group is awake in this silo, as the group last showed it.</summary>
/// <param name="Definition">How it is declared.</param>
/// <param name="Status">How its queue stood.</param>
public sealed record AwakeListener(ListenerDefinition Definition, ListenerStatus Status);
