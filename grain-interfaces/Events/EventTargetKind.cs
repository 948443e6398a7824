namespace MoCluster.GrainInterfaces.Events;

/// <summary>What an event's target names.</summary>
[GenerateSerializer, Alias("mo.event-target-kind")]
public enum EventTargetKind
{
    /// <summary>All listeners of one owner.</summary>
    Owner = 0,

    /// <summary>One listener.</summary>
    Listener = 1,
}
