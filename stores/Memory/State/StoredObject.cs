using System.Collections.Immutable;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Stores.Memory.State;

/// <summary>An object's current registration, the rows that follow from it, and its history.</summary>
/// <param name="Row">The current registration.</param>
/// <param name="References">The references to other objects.</param>
/// <param name="UserKeys">The user keys by which the object is found.</param>
/// <param name="Keys">The unique keys that the object holds.</param>
/// <param name="Due">The instants that are still due.</param>
/// <param name="History">All registrations; number n is at n - 1.</param>
internal sealed record StoredObject(
    ObjectRow Row,
    ImmutableArray<Reference> References,
    ImmutableArray<string> UserKeys,
    ImmutableArray<UniqueKey> Keys,
    ImmutableArray<DateTimeOffset> Due,
    ImmutableList<RegistrationRow> History);
