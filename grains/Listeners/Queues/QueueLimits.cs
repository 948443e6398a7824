namespace MoCluster.Grains.Listeners.Queues;

/// <summary>What a queue owes the store, and until when.</summary>
/// <param name="OwedNumbers">How many numbers settled by reading alone make a commit due.</param>
/// <param name="OwedAge">How long anything may be owed.</param>
/// <param name="LaneEntries">How many entries are held of a lane, and how many set aside, before it is read no further.</param>
internal sealed record QueueLimits(int OwedNumbers, TimeSpan OwedAge, long LaneEntries);
