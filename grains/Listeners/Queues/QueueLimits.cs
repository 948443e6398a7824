namespace MoCluster.Grains.Listeners.Queues;

/// <summary>What a queue owes the store, and until when.</summary>
/// <param name="OwedNumbers">How many numbers settled by reading alone make a commit due.</param>
/// <param name="OwedAge">How long anything may be owed.</param>
/// <param name="Weight">How many entries are held before reading ahead stops.</param>
internal sealed record QueueLimits(int OwedNumbers, TimeSpan OwedAge, long Weight);
