namespace MoCluster.Grains.Listeners.Queues.Lanes;

/// <summary>What matters of a lane for what is read next.</summary>
/// <param name="Cursor">All of the lane's events up to this number were taken in.</param>
/// <param name="Appetite">How much more it takes in.</param>
internal readonly record struct LaneState(long Cursor, LaneAppetite Appetite)
{
    /// <summary>Whether it is worth a read.</summary>
    public bool Reads => Appetite >= LaneAppetite.Some;
}
