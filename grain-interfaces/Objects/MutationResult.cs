using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Objects;

/// <summary>The result of a mutation.</summary>
/// <param name="Object">The object.</param>
/// <param name="Registration">The number of the object's latest registration after the mutation.</param>
/// <param name="Changed">Whether a registration was made: false when nothing differed, and for a refresh.</param>
/// <param name="Time">The time of that registration.</param>
/// <param name="AfterTriggerFailures">The failures of after triggers. The change is committed all the same.</param>
[GenerateSerializer, Immutable, Alias("mo.mutation-result")]
public sealed record MutationResult(
    [property: Id(0)] ObjectKey Object,
    [property: Id(1)] long Registration,
    [property: Id(2)] bool Changed,
    [property: Id(3)] DateTimeOffset Time,
    [property: Id(4)] ImmutableArray<TriggerFailure> AfterTriggerFailures);
