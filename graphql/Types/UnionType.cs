using System.Collections.Immutable;

namespace MoCluster.GraphQL.Types;

/// <summary>A union (spec §3.8).</summary>
public sealed class UnionType : NamedType
{
    internal UnionType(string name, string? description, Func<object, string?>? resolveType)
        : base(name, description) => ResolveType = resolveType;

    /// <summary>The object types that a value can have.</summary>
    public ImmutableArray<ObjectType> Members { get; internal set; } = [];

    /// <summary>Gives the name of a value's object type; null if the object types recognise their values themselves.</summary>
    internal Func<object, string?>? ResolveType { get; }
}
