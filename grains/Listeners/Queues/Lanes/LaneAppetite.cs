namespace MoCluster.Grains.Listeners.Queues.Lanes;

/// <summary>How much more a lane of a listener takes in.</summary>
internal enum LaneAppetite : byte
{
    /// <summary>It is full: none of its events are taken in.</summary>
    None = 0,

    /// <summary>It takes in events that are read with other lanes. It causes no read itself, because each would find room for only a few events.</summary>
    Little,

    /// <summary>It has room enough to be read for.</summary>
    Some,

    /// <summary>It is at most half full, or the listener has nothing ready.</summary>
    Much,
}
