using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;

namespace MoCluster.Grains.Storage.Events;

/// <summary>An event with the place it was given.</summary>
/// <param name="Stream">Its stream.</param>
/// <param name="Event">The event, number and time included.</param>
public readonly record struct AppendedEvent(StreamKey Stream, EventRecord Event);
