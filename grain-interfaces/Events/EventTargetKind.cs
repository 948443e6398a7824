namespace MoCluster.GrainInterfaces.Events;

/// <summary>Whether an event's target is an owner or a listener.</summary>
[GenerateSerializer, Alias("mo.event-target-kind")]
public enum EventTargetKind
{
    /// <summary>All listeners of one owner.</summary>
    Owner = 0,

    /// <summary>One listener.</summary>
    Listener = 1,
}
