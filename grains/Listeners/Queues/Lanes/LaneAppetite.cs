namespace MoCluster.Grains.Listeners.Queues.Lanes;

/// <summary>How much more a lane of a listener takes in.</summary>
internal enum LaneAppetite : byte
{
    /// <summary>It is full: nothing more of it is taken in.</summary>
    None = 0,

    /// <summary>It takes in what comes along, but nothing is read for its sake: each read would find room for a few only.</summary>
    Little,

    /// <summary>It has room enough to read for it.</summary>
    Some,

    /// <summary>It is at most half full, or the listener has nothing to give.</summary>
    Much,
}
