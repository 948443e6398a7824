using MoCluster.GrainInterfaces;

namespace MoCluster.Stores.Memory.State;

/// <summary>The run of numbers that the events of a commit got in one stream.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="First">The first number; the others follow without gaps.</param>
/// <param name="Count">How many numbers there are.</param>
/// <param name="Time">The time of the events, never before that of the event before them.</param>
internal readonly record struct StreamAssignment(StreamKey Stream, long First, int Count, DateTimeOffset Time);
