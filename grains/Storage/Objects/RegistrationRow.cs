using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Grains.Storage.Objects;

/// <summary>A registration in the history of an object.</summary>
/// <param name="Number">The number of the registration, from 1.</param>
/// <param name="Time">When the registration was made. It is the current one until the next is made.</param>
/// <param name="Actor">The person or program on whose behalf it was made.</param>
/// <param name="Operation">What was done.</param>
/// <param name="Note">A note; null for none.</param>
/// <param name="State">The resulting state. The store does not look into it.</param>
public sealed record RegistrationRow(
    long Number,
    DateTimeOffset Time,
    Guid Actor,
    MutationKind Operation,
    string? Note,
    ImmutableArray<byte> State);
