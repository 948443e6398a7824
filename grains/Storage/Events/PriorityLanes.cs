using MoCluster.GrainInterfaces.Events;

namespace MoCluster.Grains.Storage.Events;

/// <summary>In which lane a priority is.</summary>
public static class PriorityLanes
{
    /// <summary>How many there are.</summary>
    public const int Count = 3;

    /// <summary>The lane of a priority.</summary>
    public static PriorityLane Of(int priority) =>
        priority < EventRecord.DefaultPriority ? PriorityLane.Better
        : priority == EventRecord.DefaultPriority ? PriorityLane.Default
        : PriorityLane.Worse;
}
