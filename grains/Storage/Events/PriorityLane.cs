using MoCluster.GrainInterfaces.Events;

namespace MoCluster.Grains.Storage.Events;

/// <summary>
/// A class of priorities. Each of the three lanes of a stream can be read on its own, so that urgent events are found behind any number of others
/// (docs/architecture.md §5.3).
/// </summary>
public enum PriorityLane
{
    /// <summary>Priorities better, that is lower, than <see cref="EventRecord.DefaultPriority"/>.</summary>
    Better = 0,

    /// <summary>The priority <see cref="EventRecord.DefaultPriority"/>.</summary>
    Default = 1,

    /// <summary>Priorities worse, that is higher, than <see cref="EventRecord.DefaultPriority"/>.</summary>
    Worse = 2,
}
