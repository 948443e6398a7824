using System.Collections.Immutable;

namespace MoCluster.GraphQL.Types;

/// <summary>A union (spec §3.8).</summary>
public sealed class UnionType : NamedType
{
    internal UnionType(string name, string? description, Func<object, string?>? resolveType)
        : base(name, description) => ResolveType = resolveType;

    /// <summary>The object types of which a value can be.</summary>
    public ImmutableArray<ObjectType> Members { get; internal set; } = [];

    /// <summary>Names the object type of a value; null if the object types tell themselves.</summary>
    internal Func<object, string?>? ResolveType { get; }
}
