using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Grains.Listeners.Status;

/// <summary>A listener whose group is awake in this silo, as the group showed it last.</summary>
/// <param name="Definition">How it is declared.</param>
/// <param name="Status">The status of its queue.</param>
public sealed record AwakeListener(ListenerDefinition Definition, ListenerStatus Status);
