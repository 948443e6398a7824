namespace MoCluster.GraphQL.Types;

/// <summary>An object type (spec §3.6).</summary>
public sealed class ObjectType : FieldsType
{
    internal ObjectType(string name, string? description, Func<object, bool>? isTypeOf)
        : base(name, description) => IsTypeOf = isTypeOf;

    /// <summary>Tells whether a value is of this type; null if only the abstract type can tell.</summary>
    internal Func<object, bool>? IsTypeOf { get; }
}
