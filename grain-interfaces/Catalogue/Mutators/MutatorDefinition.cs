namespace MoCluster.GrainInterfaces.Catalogue.Mutators;

/// <summary>A family of mutations of one type, for example <c>employee_create</c> and <c>employee_update</c>.</summary>
public sealed class MutatorDefinition
{
    /// <summary>The beginning of the mutations' names.</summary>
    public required string Name { get; init; }

    /// <summary>The beginning of the names of GraphQL inputs, for example <c>OrganisationUnit</c> in <c>OrganisationUnitCreateInput</c>.</summary>
    public required string InputName { get; init; }

    /// <summary>The GraphQL name of the validity type of inputs that may have open ends.</summary>
    public required string OpenValidityName { get; init; }

    /// <summary>The input of create; null when there is no create.</summary>
    public required InputDefinition? Create { get; init; }

    /// <summary>The input of update; null when there is no update.</summary>
    public required InputDefinition? Update { get; init; }

    /// <summary>The input of the one update that callers see, which sets all relations of an object; null for all but related units.</summary>
    public required RelateDefinition? Relate { get; init; }

    /// <summary>Whether there is a terminate.</summary>
    public required bool Terminate { get; init; }

    /// <summary>Whether there is a delete.</summary>
    public required bool Delete { get; init; }

    /// <summary>The name of the refresh mutation; null when there is none.</summary>
    public required string? RefreshName { get; init; }

    /// <summary>The name of the mutation that takes a list of create inputs; null when there is none.</summary>
    public required string? BulkCreateName { get; init; }

    /// <summary>The name of the mutation that takes a list of update inputs; null when there is none.</summary>
    public required string? BulkUpdateName { get; init; }

    /// <summary>The description of the input's <c>note</c>; null when there is none. A note is kept with the registration, not in the state.</summary>
    public required string? Note { get; init; }

    /// <summary>The type of the objects that are changed.</summary>
    public TypeDefinition Type { get; internal set; } = null!;
}
