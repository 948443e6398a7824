using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Grains.Storage.Objects;

/// <summary>One registration of an object's history.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Time">When it was made; it held until its successor's.</param>
/// <param name="Actor">On whose behalf.</param>
/// <param name="Operation">What was done.</param>
/// <param name="Note">A note; null for none.</param>
/// <param name="State">The resulting state, opaque to the store.</param>
public sealed record RegistrationRow(
    long Number,
    DateTimeOffset Time,
    Guid Actor,
    MutationKind Operation,
    string? Note,
    ImmutableArray<byte> State);
