using System.Collections.Immutable;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Stores.Memory.State;

/// <summary>An object's current registration, the rows that follow from it, and its history.</summary>
/// <param name="Row">The current registration.</param>
/// <param name="References">To whom it refers.</param>
/// <param name="UserKeys">By which user keys it is listed.</param>
/// <param name="Keys">The unique keys that it holds.</param>
/// <param name="Due">Its instants that are still due.</param>
/// <param name="History">All its registrations; the one numbered n stands at n - 1.</param>
internal sealed record StoredObject(
    ObjectRow Row,
    ImmutableArray<Reference> References,
    ImmutableArray<string> UserKeys,
    ImmutableArray<UniqueKey> Keys,
    ImmutableArray<DateTimeOffset> Due,
    ImmutableList<RegistrationRow> History);
