using System.Collections.Immutable;
using MoCluster.Grains.Storage.Events;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Journal.Log;

/// <summary>How lane sets are made.</summary>
internal static class LaneSets
{
    /// <summary>The set of one priority's lane.</summary>
    public static LaneSet Of(int priority) => Of(PriorityLanes.Of(priority));

    /// <summary>The set of one lane.</summary>
    public static LaneSet Of(PriorityLane lane) => (LaneSet)(1 << (int)lane);

    /// <summary>The lanes of a commit's events in one of its streams.</summary>
    /// <param name="run">The stream.</param>
    /// <param name="events">The commit's events.</param>
    public static LaneSet Of(StreamAssignment run, ImmutableArray<AppendedEvent> events)
    {
        var isOnly = run.Count == events.Length;
        var lanes = LaneSet.None;
        foreach (var (stream, record) in events)
        {
            if (isOnly || stream == run.Stream)
                lanes |= Of(record.Priority);
        }

        return lanes;
    }
}
