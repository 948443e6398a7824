using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Grains.Listeners.Lag;

/// <summary>A listener that pins the log: it holds the log longer than the limit.</summary>
/// <param name="Definition">How it is declared.</param>
/// <param name="Number">The first number that it has not settled.</param>
/// <param name="Oldest">The time of the event with that number.</param>
public sealed record PinnedListener(ListenerDefinition Definition, long Number, DateTimeOffset Oldest);
