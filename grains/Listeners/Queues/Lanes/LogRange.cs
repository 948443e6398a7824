using MoCluster.Grains.Storage.Events;

namespace MoCluster.Grains.Listeners.Queues.Lanes;

/// <summary>A part of a stream to read.</summary>
/// <param name="Lane">The lane to read; null for the log with all lanes.</param>
/// <param name="From">The first number to read.</param>
/// <param name="To">The last number to read. For the log with all lanes: the last known number.</param>
internal readonly record struct LogRange(PriorityLane? Lane, long From, long To);
