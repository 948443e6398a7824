using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Grains.Storage.Objects;

/// <summary>
/// A new registration of an object: the whole resulting state, and what follows from it. The store replaces the object's rows
/// (presence, references, user keys, unique keys, due instants) by these, so that they cannot drift from the state.
/// </summary>
public sealed record RegistrationWrite
{
    /// <summary>The object.</summary>
    public required ObjectKey Object { get; init; }

    /// <summary>The registration's number: one above the current one's, which is the precondition; 1 for a new object.</summary>
    public required long Number { get; init; }

    /// <summary>On whose behalf.</summary>
    public required Guid Actor { get; init; }

    /// <summary>What was done.</summary>
    public required MutationKind Operation { get; init; }

    /// <summary>A note; null for none.</summary>
    public string? Note { get; init; }

    /// <summary>The resulting state in its canonical encoding, opaque to the store.</summary>
    public required ImmutableArray<byte> State { get; init; }

    /// <summary>Where the object is active: ascending, apart from each other. Empty for a deleted one.</summary>
    public ImmutableArray<Validity> Presence { get; init; } = [];

    /// <summary>To whom the state refers, and when.</summary>
    public ImmutableArray<Reference> References { get; init; } = [];

    /// <summary>The distinct user keys in the state, by which objects are listed.</summary>
    public ImmutableArray<string> UserKeys { get; init; } = [];

    /// <summary>The unique keys that the object holds from now on; those it held before and are not here become free.</summary>
    public ImmutableArray<UniqueKey> Keys { get; init; } = [];

    /// <summary>Future instants at which a validity begins or ends; those scheduled before and not here are struck.</summary>
    public ImmutableArray<DateTimeOffset> Due { get; init; } = [];
}
