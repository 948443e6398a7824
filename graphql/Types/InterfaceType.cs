namespace MoCluster.GraphQL.Types;

/// <summary>An interface (spec §3.7).</summary>
public sealed class InterfaceType : FieldsType
{
    internal InterfaceType(string name, string? description, Func<object, string?>? resolveType)
        : base(name, description) => ResolveType = resolveType;

    /// <summary>Gives the name of a value's object type; null if the object types recognise their values themselves.</summary>
    internal Func<object, string?>? ResolveType { get; }
}
