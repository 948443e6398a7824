using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.States;

namespace MoCluster.Grains.Objects.Requests;

/// <summary>A mutation whose request is sound by itself. Whether it can be made is for the object's state and for the store to say.</summary>
public sealed record MutationDraft
{
    /// <summary>The family of mutations that it belongs to; its type is the object's.</summary>
    public required MutatorDefinition Mutator { get; init; }

    /// <summary>What it does.</summary>
    public required MutationKind Kind { get; init; }

    /// <summary>The object's uuid.</summary>
    public required Guid Subject { get; init; }

    /// <summary>Whether the input names the object by its uuid, as that of a create may.</summary>
    public bool IsNamed { get; init; }

    /// <summary>When it holds: where values are laid, or where the object ceases to be active. Always, for delete and refresh.</summary>
    public Validity Interval { get; init; } = Validity.Always;

    /// <summary>Whether a termination leaves vacant what can be (<see cref="TypeDefinition.VacatedField"/>), instead of ending it.</summary>
    public bool Vacate { get; init; }

    /// <summary>What it changes, each field at most once; on create with defaults filled in.</summary>
    public ImmutableArray<FieldChange> Changes { get; init; } = [];

    /// <summary>The note that the input gives for the registration; null for none.</summary>
    public string? Note { get; init; }

    /// <summary>Where the input stands in the request, to which the paths of refusals are relative.</summary>
    public required string Path { get; init; }
}
