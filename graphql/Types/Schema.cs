using System.Collections.Frozen;
using System.Collections.Immutable;
using MoCluster.GraphQL.Introspection;
using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Types;

/// <summary>A valid schema (spec §3). Immutable and safe to share between threads. Made by <see cref="Building.SchemaBuilder"/>.</summary>
public sealed class Schema
{
    private readonly FrozenDictionary<string, NamedType> _types;
    private readonly FrozenDictionary<string, DirectiveType> _directives;
    private readonly FrozenDictionary<NamedType, FrozenSet<NamedType>> _subtypes;
    private readonly FrozenDictionary<NamedType, ImmutableArray<ObjectType>> _possible;

    internal Schema(string? description, RootTypes roots, ImmutableArray<NamedType> types, ImmutableArray<DirectiveType> directives)
    {
        Description = description;
        Query = roots.Query;
        Mutation = roots.Mutation;
        Subscription = roots.Subscription;
        Types = types;
        Directives = directives;
        _types = types.ToFrozenDictionary(t => t.Name, StringComparer.Ordinal);
        _directives = directives.ToFrozenDictionary(d => d.Name, StringComparer.Ordinal);
        _possible = types.Where(t => t.IsAbstract).ToFrozenDictionary(t => t, ObjectsOf);
        _subtypes = types.Where(t => t.IsAbstract).ToFrozenDictionary(t => t, SubtypesOf);
    }

    /// <summary>What the schema is for; null if undocumented.</summary>
    public string? Description { get; }

    /// <summary>The root type of queries.</summary>
    public ObjectType Query { get; }

    /// <summary>The root type of mutations; null if the schema has none.</summary>
    public ObjectType? Mutation { get; }

    /// <summary>The root type of subscriptions; null if the schema has none.</summary>
    public ObjectType? Subscription { get; }

    /// <summary>All types, including those of introspection, ordered by name.</summary>
    public ImmutableArray<NamedType> Types { get; }

    /// <summary>All directives, including the four built-in ones.</summary>
    public ImmutableArray<DirectiveType> Directives { get; }

    /// <summary>Finds a type.</summary>
    /// <param name="name">The name of the type.</param>
    /// <returns>The type, or null if the schema has none of that name.</returns>
    public NamedType? FindType(string name) => _types.GetValueOrDefault(name);

    /// <summary>Finds a directive.</summary>
    /// <param name="name">The name without the at sign.</param>
    /// <returns>The directive, or null if the schema has none of that name.</returns>
    public DirectiveType? FindDirective(string name) => _directives.GetValueOrDefault(name);

    /// <summary>Finds a field that can be selected on a type, including the introspection fields (spec §4.1).</summary>
    /// <param name="parent">The type that the field is selected on.</param>
    /// <param name="name">The name of the field.</param>
    /// <returns>The field, or null if it cannot be selected there.</returns>
    public Field? FindField(NamedType parent, string name)
    {
        if (name.Length > 1 && name[0] == '_' && name[1] == '_')
        {
            if (name == MetaFields.TypeName.Name && parent.IsComposite)
                return MetaFields.TypeName;
            if (parent == Query && name == MetaFields.Schema.Name)
                return MetaFields.Schema;
            if (parent == Query && name == MetaFields.Type.Name)
                return MetaFields.Type;
        }

        return (parent as FieldsType)?.FindField(name);
    }

    /// <summary>The root type for a kind of operation.</summary>
    /// <param name="kind">Query, mutation or subscription.</param>
    /// <returns>The type, or null if the schema has no operations of the kind.</returns>
    public ObjectType? RootType(OperationKind kind) => kind switch
    {
        OperationKind.Query => Query,
        OperationKind.Mutation => Mutation,
        _ => Subscription,
    };

    /// <summary>The object types that a value of a composite type can have (spec §5.5.2.3, GetPossibleTypes).</summary>
    /// <param name="type">An object, interface or union.</param>
    public ImmutableArray<ObjectType> PossibleTypes(NamedType type) =>
        type is ObjectType one ? [one] : _possible.GetValueOrDefault(type, []);

    /// <summary>True if every value of an object or interface is also a value of an interface or union.</summary>
    /// <param name="type">An interface or union.</param>
    /// <param name="candidate">An object or interface.</param>
    public bool IsPossible(NamedType type, NamedType candidate) =>
        _subtypes.TryGetValue(type, out var subtypes) && subtypes.Contains(candidate);

    /// <summary>True if every value of one output type is also a value of another (spec §3.6.1, IsValidImplementationFieldType).</summary>
    /// <param name="candidate">The narrower type.</param>
    /// <param name="super">The wider type.</param>
    public bool IsSubtype(GraphQLType candidate, GraphQLType super)
    {
        if (candidate == super)
            return true;
        if (super is NonNullType nonNull)
            return candidate is NonNullType inner && IsSubtype(inner.Of, nonNull.Of);
        if (candidate is NonNullType stricter)
            return IsSubtype(stricter.Of, super);
        if (super is ListType list)
            return candidate is ListType items && IsSubtype(items.Of, list.Of);
        return candidate is NamedType named && super is NamedType { IsAbstract: true } wide && IsPossible(wide, named);
    }

    /// <summary>Finds the type that a document refers to.</summary>
    /// <param name="node">The type reference in the document.</param>
    /// <returns>The type, or null if the schema has no type of that name.</returns>
    public GraphQLType? FindType(TypeNode node) => node switch
    {
        NonNullTypeNode nonNull => FindType(nonNull.Of)?.AsNonNull(),
        ListTypeNode list => FindType(list.Of)?.AsList(),
        NamedTypeNode named => FindType(named.Name.Value),
        _ => null,
    };

    private ImmutableArray<ObjectType> ObjectsOf(NamedType type) => type is UnionType union
        ? union.Members
        : [.. Types.OfType<ObjectType>().Where(o => o.Interfaces.Contains((InterfaceType)type))];

    private FrozenSet<NamedType> SubtypesOf(NamedType type) => type is UnionType union
        ? union.Members.ToFrozenSet<NamedType>()
        : Types.OfType<FieldsType>().Where(o => o.Interfaces.Contains((InterfaceType)type)).ToFrozenSet<NamedType>();
}
