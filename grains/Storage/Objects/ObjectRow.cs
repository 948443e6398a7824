using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Grains.Storage.Objects;

/// <summary>An object's current registration.</summary>
/// <param name="Object">The object.</param>
/// <param name="Number">The registration's number.</param>
/// <param name="Time">When the registration was made.</param>
/// <param name="Operation">What was done.</param>
/// <param name="State">The state. The store does not look into it.</param>
/// <param name="Presence">When the object is active: ascending intervals that neither touch nor overlap.</param>
public sealed record ObjectRow(
    ObjectKey Object,
    long Number,
    DateTimeOffset Time,
    MutationKind Operation,
    ImmutableArray<byte> State,
    ImmutableArray<Validity> Presence);
