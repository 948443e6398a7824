namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>Why nothing is handed out from a listener though events wait: somebody paused it. Events come all the same, and are kept.</summary>
/// <param name="Since">Since when.</param>
/// <param name="Reason">Why, for people; null for none. At most <see cref="TokenCommand.MaxReasonLength"/> characters.</param>
[GenerateSerializer, Immutable, Alias("mo.listener-pause")]
public sealed record ListenerPause([property: Id(0)] DateTimeOffset Since, [property: Id(1)] string? Reason = null);
