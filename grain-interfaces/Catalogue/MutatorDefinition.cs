namespace MoCluster.GrainInterfaces.Catalogue;

/// <summary>A family of mutations of one type, for example <c>employee_create</c>, <c>employee_update</c> and so on.</summary>
public sealed class MutatorDefinition
{
    /// <summary>What the mutations' names begin with.</summary>
    public required string Name { get; init; }

    /// <summary>What the names of GraphQL inputs begin with: <c>OrganisationUnit</c> of <c>OrganisationUnitCreateInput</c>.</summary>
    public required string InputName { get; init; }

    /// <summary>The GraphQL name of the validity of inputs whose ends are open.</summary>
    public required string OpenValidityName { get; init; }

    /// <summary>The input of create; null when nothing is created this way.</summary>
    public required InputDefinition? Create { get; init; }

    /// <summary>The input of update; null when nothing is updated this way.</summary>
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

    /// <summary>What the input's <c>note</c> is, for people; null when it has none. It is kept with the registration, not in the state.</summary>
    public required string? Note { get; init; }

    /// <summary>The type that is mutated.</summary>
    public TypeDefinition Type { get; internal set; } = null!;
}
