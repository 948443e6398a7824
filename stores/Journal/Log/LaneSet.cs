using MoCluster.Grains.Storage.Events;

namespace MoCluster.Stores.Journal.Log;

/// <summary>Of which lanes there are events in a part of the log, so that whoever looks for one passes over the parts without it.</summary>
[Flags]
internal enum LaneSet : byte
{
    /// <summary>Of none.</summary>
    None = 0,

    /// <summary>Of <see cref="PriorityLane.Better"/>.</summary>
    Better = 1 << PriorityLane.Better,

    /// <summary>Of <see cref="PriorityLane.Default"/>.</summary>
    Default = 1 << PriorityLane.Default,

    /// <summary>Of <see cref="PriorityLane.Worse"/>.</summary>
    Worse = 1 << PriorityLane.Worse,

    /// <summary>Of all, or it is not known of which.</summary>
    All = Better | Default | Worse,
}
