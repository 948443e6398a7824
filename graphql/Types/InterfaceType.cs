namespace MoCluster.GraphQL.Types;

/// <summary>An interface (spec §3.7).</summary>
public sealed class InterfaceType : FieldsType
{
    internal InterfaceType(string name, string? description, Func<object, string?>? resolveType)
        : base(name, description) => ResolveType = resolveType;

    /// <summary>Names the object type of a value; null if the object types tell themselves.</summary>
    internal Func<object, string?>? ResolveType { get; }
}
