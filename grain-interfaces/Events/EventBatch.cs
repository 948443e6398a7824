using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Events;

/// <summary>
/// Events of one stream from one commit or several, in order and without gaps. It is the doorbell that is sent over the Orleans stream.
/// </summary>
/// <param name="Stream">The stream.</param>
/// <param name="Incarnation">The store's incarnation. A batch of another incarnation is ignored.</param>
/// <param name="Events">The events, with numbers ascending by one; never empty.</param>
[GenerateSerializer, Immutable, Alias("mo.event-batch")]
public sealed record EventBatch(
    [property: Id(0)] StreamKey Stream,
    [property: Id(1)] Guid Incarnation,
    [property: Id(2)] ImmutableArray<EventRecord> Events)
{
    /// <summary>The name of the Orleans stream provider, and of the stream namespace, over which batches are sent.</summary>
    public const string Provider = "events";
}
