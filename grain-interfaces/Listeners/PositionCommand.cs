namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>
/// Moves a listener to another place of its stream: what was settled, given back, parked or silenced before is forgotten, and what is
/// in somebody's hand stays there to the end of its lease, but settles nothing any more (DESIGN.md §5).
/// </summary>
/// <param name="Listener">The listener.</param>
/// <param name="Kind">From where it goes on.</param>
/// <param name="Number">For <see cref="PositionKind.Number"/>: the first number to be delivered.</param>
/// <param name="Instant">For <see cref="PositionKind.Instant"/>: the instant.</param>
[GenerateSerializer, Immutable, Alias("mo.position-command")]
public sealed record PositionCommand(
    [property: Id(0)] Guid Listener,
    [property: Id(1)] PositionKind Kind,
    [property: Id(2)] long? Number = null,
    [property: Id(3)] DateTimeOffset? Instant = null);
