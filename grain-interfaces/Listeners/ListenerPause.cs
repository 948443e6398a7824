namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>The pause of a listener: it hands nothing out, although events arrive and are kept.</summary>
/// <param name="Since">The time since which it is paused.</param>
/// <param name="Reason">Why, for people to read; null for none. At most <see cref="TokenCommand.MaxReasonLength"/> characters.</param>
[GenerateSerializer, Immutable, Alias("mo.listener-pause")]
public sealed record ListenerPause([property: Id(0)] DateTimeOffset Since, [property: Id(1)] string? Reason = null);
