using MoCluster.GrainInterfaces;

namespace MoCluster.Stores.Memory.State;

/// <summary>The numbers that a commit's events got in one stream.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="First">The first one's number; the others follow without gaps.</param>
/// <param name="Count">How many.</param>
/// <param name="Time">The time of all of them: never before the predecessor's.</param>
internal readonly record struct StreamAssignment(StreamKey Stream, long First, int Count, DateTimeOffset Time);
