using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Grains.Listeners.Status;

/// <summary>A listener whose group is awake in this silo, as the group reported it last.</summary>
/// <param name="Definition">The definition of the listener.</param>
/// <param name="Status">The status of its queue.</param>
public sealed record AwakeListener(ListenerDefinition Definition, ListenerStatus Status);
