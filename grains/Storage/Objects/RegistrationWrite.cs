using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Grains.Storage.Objects;

/// <summary>
/// A new registration of an object: the whole resulting state, and the rows that follow from it (presence, references, user keys, unique keys, due
/// instants). The store replaces the object's rows by these, so that they always agree with the state.
/// </summary>
public sealed record RegistrationWrite
{
    /// <summary>The object.</summary>
    public required ObjectKey Object { get; init; }

    /// <summary>
    /// The number of the registration: one above the last of <see cref="Earlier"/>, else one above the current one, or 1 for a new object. The commit is
    /// refused if it is not.
    /// </summary>
    public required long Number { get; init; }

    /// <summary>
    /// Registrations that come before this one and that the store does not have: the history of an object that is imported. They are numbered upwards
    /// without gaps, and their times ascend. Only this registration's state counts for references, keys and due instants.
    /// </summary>
    public ImmutableArray<RegistrationRow> Earlier { get; init; } = [];

    /// <summary>
    /// When the registration was made, if it was made elsewhere; null for the time of the commit. It must not be before the time of a registration of
    /// <see cref="Earlier"/>. Like every time of a registration it becomes that of the current registration, if that is later.
    /// </summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The number that the current registration must have; 0 if the object must not exist.</summary>
    public long Expected => Number - 1 - Earlier.Length;

    /// <summary>Whether the object must not exist before.</summary>
    public bool IsFirst => Expected == 0;

    /// <summary>The person or program on whose behalf it is made.</summary>
    public required Guid Actor { get; init; }

    /// <summary>What was done.</summary>
    public required MutationKind Operation { get; init; }

    /// <summary>A note; null for none.</summary>
    public string? Note { get; init; }

    /// <summary>The resulting state in its canonical encoding. The store does not look into it.</summary>
    public required ImmutableArray<byte> State { get; init; }

    /// <summary>When the object is active: ascending intervals that neither touch nor overlap. Empty for a deleted object.</summary>
    public ImmutableArray<Validity> Presence { get; init; } = [];

    /// <summary>The references of the state to other objects.</summary>
    public ImmutableArray<Reference> References { get; init; } = [];

    /// <summary>The distinct user keys in the state, by which the object is found.</summary>
    public ImmutableArray<string> UserKeys { get; init; } = [];

    /// <summary>The unique keys that the object holds from now on. Keys that it held before and that are not among these become free.</summary>
    public ImmutableArray<UniqueKey> Keys { get; init; } = [];

    /// <summary>Future instants at which a validity begins or ends. Instants that were due before and are not among these are struck.</summary>
    public ImmutableArray<DateTimeOffset> Due { get; init; } = [];
}
