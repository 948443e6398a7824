namespace MoCluster.Silo.Api.V1.Listeners;

/// <summary>A resumed listener.</summary>
/// <param name="LetGo">The most events that the listener misses: those that were deleted while it was suspended.</param>
/// <param name="From">The first kept number of its stream when it was resumed, if it was suspended; else null.</param>
internal sealed record V1Resumed([property: Bounds] long LetGo, long? From);
