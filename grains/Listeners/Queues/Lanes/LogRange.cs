using MoCluster.Grains.Storage.Events;

namespace MoCluster.Grains.Listeners.Queues.Lanes;

/// <summary>What is to be read of a stream.</summary>
/// <param name="Lane">Of which lane; null for the log as it is, with all lanes.</param>
/// <param name="From">The first number wanted.</param>
/// <param name="To">The last number wanted; where the log is read as it is, the last one known.</param>
internal readonly record struct LogRange(PriorityLane? Lane, long From, long To);
