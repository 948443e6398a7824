namespace MoCluster.Grains.Listeners.Queues.Lanes;

/// <summary>What decides whether a lane is read next.</summary>
/// <param name="Cursor">All events of the lane up to this number were taken in.</param>
/// <param name="Appetite">How much more it takes in.</param>
internal readonly record struct LaneState(long Cursor, LaneAppetite Appetite)
{
    /// <summary>Whether a read for this lane alone is worthwhile.</summary>
    public bool Reads => Appetite >= LaneAppetite.Some;
}
