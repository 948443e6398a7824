namespace MoCluster.GraphQL.Types;

/// <summary>An object type (spec §3.6).</summary>
public sealed class ObjectType : FieldsType
{
    internal ObjectType(string name, string? description, Func<object, bool>? isTypeOf)
        : base(name, description) => IsTypeOf = isTypeOf;

    /// <summary>Recognises values of this type; null if the type of a value is found by the interface or union.</summary>
    internal Func<object, bool>? IsTypeOf { get; }
}
