using MoCluster.GrainInterfaces.Events;

namespace MoCluster.Grains.Storage.Events;

/// <summary>
/// Three lanes of a stream, by its events' priority: each can be read on its own, so that what is urgent is found behind any number of
/// events that are not (DESIGN.md §5).
/// </summary>
public enum PriorityLane
{
    /// <summary>Better, that is lower, than <see cref="EventRecord.DefaultPriority"/>.</summary>
    Better = 0,

    /// <summary><see cref="EventRecord.DefaultPriority"/>.</summary>
    Default = 1,

    /// <summary>Worse, that is higher, than <see cref="EventRecord.DefaultPriority"/>.</summary>
    Worse = 2,
}
