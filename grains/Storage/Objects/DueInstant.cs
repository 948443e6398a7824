using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Grains.Storage.Objects;

/// <summary>An instant at which a validity of an object begins or ends, for which an event is due (docs/architecture.md §5.1).</summary>
/// <param name="Object">The object.</param>
/// <param name="Instant">The instant.</param>
public readonly record struct DueInstant(ObjectKey Object, DateTimeOffset Instant);
