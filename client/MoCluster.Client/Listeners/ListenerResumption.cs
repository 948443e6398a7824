namespace MoCluster.Client;

/// <summary>A resumed listener.</summary>
/// <param name="Info">The listener, neither paused nor suspended.</param>
/// <param name="LetGo">The most events that it misses: those that were deleted while it was suspended.</param>
public sealed record ListenerResumption(ListenerInfo Info, long LetGo);
