using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;

namespace MoCluster.Grains.Storage.Events;

/// <summary>An event that was appended to its stream.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Event">The event, with the number and time that it got.</param>
public readonly record struct AppendedEvent(StreamKey Stream, EventRecord Event);
