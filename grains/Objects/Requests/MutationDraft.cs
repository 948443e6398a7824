using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Catalogue.Mutators;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.States;

namespace MoCluster.Grains.Objects.Requests;

/// <summary>
/// A mutation with a valid request. Whether it can be made depends on the object's state and on what the store holds.
/// </summary>
public sealed record MutationDraft
{
    /// <summary>The family of mutations to which it belongs. The family's type is the object's type.</summary>
    public required MutatorDefinition Mutator { get; init; }

    /// <summary>What the mutation does.</summary>
    public required MutationKind Kind { get; init; }

    /// <summary>The object's uuid.</summary>
    public required Guid Subject { get; init; }

    /// <summary>Whether the input has the object's uuid. The input of a create may leave it out.</summary>
    public bool IsNamed { get; init; }

    /// <summary>Whether a create of an object that exists replaces all its values, instead of being refused.</summary>
    public bool Replaces { get; init; }

    /// <summary>The interval in which values are laid, or in which the object ceases to be active. All of time for delete and refresh.</summary>
    public Validity Interval { get; init; } = Validity.Always;

    /// <summary>Whether a termination leaves objects vacant that can be vacant (<see cref="TypeDefinition.VacatedField"/>), instead of ending them.</summary>
    public bool Vacate { get; init; }

    /// <summary>The changes, at most one of each field. On create they include the defaults.</summary>
    public ImmutableArray<FieldChange> Changes { get; init; } = [];

    /// <summary>The objects to which the changes refer.</summary>
    internal IEnumerable<ObjectKey> Targets => Changes
        .Where(change => change.Field.IsReference && change.Value is not null)
        .SelectMany(change => change.Value is FieldValue.Uuids uuids
            ? uuids.Values.Select(uuid => new ObjectKey(change.Field.Target!, uuid))
            : [new ObjectKey(change.Field.Target!, ((FieldValue.Uuid)change.Value!).Value)]);

    /// <summary>The note for the registration that the input has; null for none.</summary>
    public string? Note { get; init; }

    /// <summary>The place of the input in the request. Paths of refusals begin with it.</summary>
    public required string Path { get; init; }
}
