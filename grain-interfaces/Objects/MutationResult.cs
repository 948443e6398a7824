using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Objects;

/// <summary>What came of a mutation.</summary>
/// <param name="Object">The object.</param>
/// <param name="Registration">The number of the object's current registration after it.</param>
/// <param name="Changed">Whether a registration was made: false when nothing differed, and for a refresh.</param>
/// <param name="Time">The current registration's time.</param>
/// <param name="AfterTriggerFailures">What after triggers that failed said, with their names; the change stands all the same.</param>
[GenerateSerializer, Immutable, Alias("mo.mutation-result")]
public sealed record MutationResult(
    [property: Id(0)] ObjectKey Object,
    [property: Id(1)] long Registration,
    [property: Id(2)] bool Changed,
    [property: Id(3)] DateTimeOffset Time,
    [property: Id(4)] ImmutableArray<TriggerFailure> AfterTriggerFailures);
