using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Namespaces;

/// <summary>Events to be published together.</summary>
/// <param name="Events">The events, in the order in which they are numbered; at least one.</param>
/// <param name="Idempotency">The key under which the numbers are kept, so that a repeated call publishes nothing twice; null for none.</param>
[GenerateSerializer, Immutable, Alias("mo.publication")]
public sealed record Publication(
    [property: Id(0)] ImmutableArray<PublishedEvent> Events,
    [property: Id(1)] IdempotencyKey? Idempotency = null);
