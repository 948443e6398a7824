namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>A listener as it was declared: (owner, namespace, user key) with one routing key (docs/os2mo.md §4.1).</summary>
/// <param name="Uuid">The listener's identity.</param>
/// <param name="Owner">The owner, who declared it. Only the owner may fetch from it.</param>
/// <param name="Stream">The stream to which it listens.</param>
/// <param name="UserKey">The owner's name for it, unique within owner and namespace.</param>
/// <param name="Group">The group whose grain serves it; its own uuid for a lone listener.</param>
/// <param name="Policy">How it leases and delivers again.</param>
/// <param name="Created">When it was declared.</param>
/// <param name="Pause">The time since which it is paused, and the reason; null when it is not.</param>
/// <param name="Suspension">The time since which it is suspended; null when it is not, so that it holds the log.</param>
[GenerateSerializer, Immutable, Alias("mo.listener-definition")]
public sealed record ListenerDefinition(
    [property: Id(0)] Guid Uuid,
    [property: Id(1)] Guid Owner,
    [property: Id(2)] StreamKey Stream,
    [property: Id(3)] string UserKey,
    [property: Id(4)] Guid Group,
    [property: Id(5)] ListenerPolicy Policy,
    [property: Id(6)] DateTimeOffset Created,
    [property: Id(7)] ListenerPause? Pause = null,
    [property: Id(8)] ListenerSuspension? Suspension = null);
