using MoCluster.GrainInterfaces;

namespace MoCluster.Grains.Storage.Events;

/// <summary>Where a stream begins and ends.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="First">The number of the first event that is still kept; one above <paramref name="Last"/> when none is.</param>
/// <param name="Last">The number of the last event.</param>
public readonly record struct StreamHead(StreamKey Stream, long First, long Last);
