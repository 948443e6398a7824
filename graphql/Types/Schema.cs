using System.Collections.Frozen;
using System.Collections.Immutable;
using MoCluster.GraphQL.Introspection;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Types.Building;
using MoCluster.GraphQL.Types.Linking;

namespace MoCluster.GraphQL.Types;

/// <summary>A schema (spec §3): immutable, valid, and safe to share between threads. Made by <see cref="SchemaBuilder"/>.</summary>
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

    /// <summary>The type of queries.</summary>
    public ObjectType Query { get; }

    /// <summary>The type of mutations; null if there are none.</summary>
    public ObjectType? Mutation { get; }

    /// <summary>The type of subscriptions; null if there are none.</summary>
    public ObjectType? Subscription { get; }

    /// <summary>All types, those of introspection among them, in the order of their names.</summary>
    public ImmutableArray<NamedType> Types { get; }

    /// <summary>All directives.</summary>
    public ImmutableArray<DirectiveType> Directives { get; }

    /// <summary>Finds a type.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The type, or null if there is none of that name.</returns>
    public NamedType? FindType(string name) => _types.GetValueOrDefault(name);

    /// <summary>Finds a directive.</summary>
    /// <param name="name">Its name without the at sign.</param>
    /// <returns>The directive, or null if there is none of that name.</returns>
    public DirectiveType? FindDirective(string name) => _directives.GetValueOrDefault(name);

    /// <summary>Finds a field that can be selected on a type, the introspection fields among them (spec §4.1).</summary>
    /// <param name="parent">The type on which it is selected.</param>
    /// <param name="name">Its name.</param>
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

    /// <summary>The root type of a kind of operation.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>The type, or null if the schema has no such operations.</returns>
    public ObjectType? RootType(OperationKind kind) => kind switch
    {
        OperationKind.Query => Query,
        OperationKind.Mutation => Mutation,
        _ => Subscription,
    };

    /// <summary>The object types of which a value of a composite type can be (spec §5.5.2.3, GetPossibleTypes).</summary>
    /// <param name="type">An object, interface or union.</param>
    public ImmutableArray<ObjectType> PossibleTypes(NamedType type) =>
        type is ObjectType one ? [one] : _possible.GetValueOrDefault(type, []);

    /// <summary>True if a value of the object or interface is also one of the interface or union.</summary>
    /// <param name="type">An interface or union.</param>
    /// <param name="candidate">An object or interface.</param>
    public bool IsPossible(NamedType type, NamedType candidate) =>
        _subtypes.TryGetValue(type, out var subtypes) && subtypes.Contains(candidate);

    /// <summary>True if the values of one output type are all values of another (spec §3.6.1, IsValidImplementationFieldType).</summary>
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

    /// <summary>Finds the type that a reference in a document means.</summary>
    /// <param name="node">The reference.</param>
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
