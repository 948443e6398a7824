namespace MoCluster.GrainInterfaces.Events;

/// <summary>The only listener or owner to whom an event goes. All other listeners settle the event when they read it.</summary>
/// <param name="Kind">Whether the uuid names an owner or one listener.</param>
/// <param name="Uuid">The owner's or the listener's uuid.</param>
[GenerateSerializer, Immutable, Alias("mo.event-target")]
public sealed record EventTarget([property: Id(0)] EventTargetKind Kind, [property: Id(1)] Guid Uuid);
