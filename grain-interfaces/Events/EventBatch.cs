using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Events;

/// <summary>Events of one commit or several on one stream, in order and without gaps: the doorbell that travels on the Orleans stream.</summary>
/// <param name="Stream">Their stream.</param>
/// <param name="Incarnation">The store's incarnation; a batch of another one is ignored.</param>
/// <param name="Events">The events, numbers ascending by one; never empty.</param>
[GenerateSerializer, Immutable, Alias("mo.event-batch")]
public sealed record EventBatch(
    [property: Id(0)] StreamKey Stream,
    [property: Id(1)] Guid Incarnation,
    [property: Id(2)] ImmutableArray<EventRecord> Events)
{
    /// <summary>The name of the Orleans stream provider and of the stream namespace on which batches travel.</summary>
    public const string Provider = "events";
}
