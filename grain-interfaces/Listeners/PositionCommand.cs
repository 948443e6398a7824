namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>
/// Moves a listener to another position of its stream. What was settled, delayed, parked or silenced before is forgotten. Leases last to
/// their end, but their tokens no longer settle anything (docs/architecture.md §5.9).
/// </summary>
/// <param name="Listener">The listener.</param>
/// <param name="Kind">The kind of position.</param>
/// <param name="Number">For <see cref="PositionKind.Number"/>: the first number to be delivered.</param>
/// <param name="Instant">For <see cref="PositionKind.Instant"/>: the instant.</param>
[GenerateSerializer, Immutable, Alias("mo.position-command")]
public sealed record PositionCommand(
    [property: Id(0)] Guid Listener,
    [property: Id(1)] PositionKind Kind,
    [property: Id(2)] long? Number = null,
    [property: Id(3)] DateTimeOffset? Instant = null);
