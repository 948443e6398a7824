namespace MoCluster.Grains.Listeners.Queues;

/// <summary>The limits of a listener group's queue.</summary>
/// <param name="OwedNumbers">How many numbers that were settled by reading alone make a commit due.</param>
/// <param name="OwedAge">How long progress may be unwritten before it makes a commit due.</param>
/// <param name="LaneEntries">How many entries a lane may hold, and how many may be parked or delayed, before no more of it is read.</param>
internal sealed record QueueLimits(int OwedNumbers, TimeSpan OwedAge, long LaneEntries);
