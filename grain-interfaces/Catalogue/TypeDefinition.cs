using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using MoCluster.GrainInterfaces.Catalogue.Mutators;
using MoCluster.GrainInterfaces.Catalogue.Reading;
using MoCluster.GrainInterfaces.Catalogue.Rules;

namespace MoCluster.GrainInterfaces.Catalogue;

/// <summary>A type of objects: its fields, its rules and its mutations (docs/os2mo.md §8.2).</summary>
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
        CanonicalNames = [.. CanonicalOrder.Select(field => JsonEncodedText.Encode(field.Name))];
        ReferenceFields = [.. fields.Where(field => field.IsReference)];
        foreach (var mutator in mutators)
            mutator.Type = this;
    }

    /// <summary>The name of the type, which is the routing key of its events.</summary>
    public string Name { get; }

    /// <summary>The namespace to which its events are published.</summary>
    public required string Namespace { get; init; }

    /// <summary>The name of the type in GraphQL.</summary>
    public required string GraphQLName { get; init; }

    /// <summary>The query that reads a page of its objects.</summary>
    public required string QueryName { get; init; }

    /// <summary>Earlier names of that query.</summary>
    public required ImmutableArray<string> QueryAliases { get; init; }

    /// <summary>What its registrations are called.</summary>
    public required RegistrationNames Registrations { get; init; }

    /// <summary>The fields under which queries read objects that refer to its objects.</summary>
    public required ImmutableArray<RelationDefinition> Relations { get; init; }

    /// <summary>Whether its objects may be valid since ever, because an input may leave the beginning open.</summary>
    public bool IsOpen => Mutators.Any(mutator => mutator.Create is { Validity: not ValidityInputKind.Required });

    /// <summary>The name that triggers use, for example <c>employee</c> and <c>it</c> (docs/os2mo.md §7).</summary>
    public required string RoleType { get; init; }

    /// <summary>The description for people.</summary>
    public required string Description { get; init; }

    /// <summary>What happens to objects that refer to one that is terminated.</summary>
    public required EndPolicy OnEnd { get; init; }

    /// <summary>
    /// The reference that is cleared, instead of ending the object, when its target is terminated with <c>vacate</c>. Null when the object ends all
    /// the same.
    /// </summary>
    public required FieldDefinition? VacatedField { get; init; }

    /// <summary>The codes of refusals that concern references to its objects.</summary>
    public required TypeCodes Codes { get; init; }

    /// <summary>The rules between its fields.</summary>
    public required ImmutableArray<RuleDefinition> Rules { get; init; }

    /// <summary>The fields in which its objects agree with those to which they refer.</summary>
    public required ImmutableArray<AgreementDefinition> Agreements { get; init; }

    /// <summary>The rules by which no two of its objects that refer to the same object may be alike at a time.</summary>
    public required ImmutableArray<ExclusionDefinition> Exclusions { get; init; }

    /// <summary>The forms of its texts that depend on the scope of a class.</summary>
    public required ImmutableArray<FormatDefinition> Formats { get; init; }

    /// <summary>The fields that may have a value only where a class that the operator lists permits it.</summary>
    public required ImmutableArray<PermissionDefinition> Permissions { get; init; }

    /// <summary>The values that no two of its objects may share.</summary>
    public required ImmutableArray<UniqueKeyDefinition> UniqueKeys { get; init; }

    /// <summary>The first of these fields with a value is the key of its events. When none has a value, the object is the key (docs/architecture.md §5.1).</summary>
    public required ImmutableArray<FieldDefinition> EventKeyFields { get; init; }

    /// <summary>The fields, by <see cref="FieldDefinition.Index"/>.</summary>
    public ImmutableArray<FieldDefinition> Fields { get; }

    /// <summary>The fields in ordinal order of their names, in which states are stored.</summary>
    public ImmutableArray<FieldDefinition> CanonicalOrder { get; }

    /// <summary>The names of <see cref="CanonicalOrder"/>, as JSON has them.</summary>
    public ImmutableArray<JsonEncodedText> CanonicalNames { get; }

    /// <summary>The fields that refer to other objects.</summary>
    public ImmutableArray<FieldDefinition> ReferenceFields { get; }

    /// <summary>The families of its mutations, the main one first.</summary>
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
