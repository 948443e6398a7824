using System.Collections.Frozen;
using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Catalogue;

/// <summary>A type of objects: its fields, its rules and the mutations of it (os2mo.md §4).</summary>
public sealed class TypeDefinition
{
    private readonly FrozenDictionary<string, FieldDefinition> _byName;

    internal TypeDefinition(string name, ImmutableArray<FieldDefinition> fields, ImmutableArray<MutatorDefinition> mutators)
    {
        Name = name;
        Fields = fields;
        Mutators = mutators;
        _byName = fields.ToFrozenDictionary(field => field.Name, StringComparer.Ordinal);
        CanonicalOrder = [.. fields.OrderBy(field => field.Name, StringComparer.Ordinal)];
        ReferenceFields = [.. fields.Where(field => field.IsReference)];
        foreach (var mutator in mutators)
            mutator.Type = this;
    }

    /// <summary>The type's name, which is the routing key of its events.</summary>
    public string Name { get; }

    /// <summary>The namespace in which its events are published.</summary>
    public required string Namespace { get; init; }

    /// <summary>The name of the type in GraphQL.</summary>
    public required string GraphQLName { get; init; }

    /// <summary>The query that reads a page of it.</summary>
    public required string QueryName { get; init; }

    /// <summary>Earlier names of that query.</summary>
    public required ImmutableArray<string> QueryAliases { get; init; }

    /// <summary>How triggers name it, for example <c>employee</c> and <c>it</c> (os2mo.md §3.1).</summary>
    public required string RoleType { get; init; }

    /// <summary>What it is, for people.</summary>
    public required string Description { get; init; }

    /// <summary>What becomes of those that refer to an object that ends.</summary>
    public required EndPolicy OnEnd { get; init; }

    /// <summary>
    /// The reference that is taken away, instead of ending the object, where the termination of its target says <c>vacate</c>; null
    /// where the object ends all the same.
    /// </summary>
    public required FieldDefinition? VacatedField { get; init; }

    /// <summary>The codes of refusals that concern references to it.</summary>
    public required TypeCodes Codes { get; init; }

    /// <summary>The rules between its fields.</summary>
    public required ImmutableArray<RuleDefinition> Rules { get; init; }

    /// <summary>In what its objects agree with those that they refer to.</summary>
    public required ImmutableArray<AgreementDefinition> Agreements { get; init; }

    /// <summary>In what no two of its objects that refer to the same one are alike at a time.</summary>
    public required ImmutableArray<ExclusionDefinition> Exclusions { get; init; }

    /// <summary>The forms of its texts that depend on the scope of a class.</summary>
    public required ImmutableArray<FormatDefinition> Formats { get; init; }

    /// <summary>Its fields that may have a value only by a class that the operator lists.</summary>
    public required ImmutableArray<PermissionDefinition> Permissions { get; init; }

    /// <summary>What no two of its objects may share.</summary>
    public required ImmutableArray<UniqueKeyDefinition> UniqueKeys { get; init; }

    /// <summary>The first of these with a value is the key of its events; when none has one, the object itself (DESIGN.md §5).</summary>
    public required ImmutableArray<FieldDefinition> EventKeyFields { get; init; }

    /// <summary>Its fields, by <see cref="FieldDefinition.Index"/>.</summary>
    public ImmutableArray<FieldDefinition> Fields { get; }

    /// <summary>Its fields by name in ordinal order, in which states are written.</summary>
    public ImmutableArray<FieldDefinition> CanonicalOrder { get; }

    /// <summary>Its fields that lead to other objects.</summary>
    public ImmutableArray<FieldDefinition> ReferenceFields { get; }

    /// <summary>The families of mutations of it, its own first.</summary>
    public ImmutableArray<MutatorDefinition> Mutators { get; }

    /// <summary>Finds a field of the state by its name; null when there is none.</summary>
    /// <param name="name">The name.</param>
    public FieldDefinition? FindField(string name) => _byName.GetValueOrDefault(name);

    /// <summary>A field of the state by its name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="KeyNotFoundException">There is no such field.</exception>
    public FieldDefinition this[string name] =>
        FindField(name) ?? throw new KeyNotFoundException($"The type '{Name}' has no field '{name}'.");

    /// <summary>The type's name.</summary>
    public override string ToString() => Name;
}
