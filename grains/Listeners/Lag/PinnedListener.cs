using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Grains.Listeners.Lag;

/// <summary>A listener that holds the log beyond the limit.</summary>
/// <param name="Definition">How it is declared.</param>
/// <param name="Number">The first number that it has not settled.</param>
/// <param name="Oldest">When the event of that number came about.</param>
public sealed record PinnedListener(ListenerDefinition Definition, long Number, DateTimeOffset Oldest);
