using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Grains.Storage.Objects;

/// <summary>An object's current registration.</summary>
/// <param name="Object">The object.</param>
/// <param name="Number">The registration's number.</param>
/// <param name="Time">When it was made.</param>
/// <param name="Operation">What was done.</param>
/// <param name="State">The state, opaque to the store.</param>
/// <param name="Presence">Where it is active.</param>
public sealed record ObjectRow(
    ObjectKey Object,
    long Number,
    DateTimeOffset Time,
    MutationKind Operation,
    ImmutableArray<byte> State,
    ImmutableArray<Validity> Presence);
