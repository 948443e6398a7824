using MoCluster.GraphQL.Types.Linking;

namespace MoCluster.GraphQL.Types.Building;

/// <summary>An object type under construction.</summary>
public sealed class ObjectTypeBuilder : FieldsTypeBuilder
{
    private Func<object, bool>? _isTypeOf;

    internal ObjectTypeBuilder(string name)
        : base(name)
    {
    }

    /// <summary>Implements interfaces; those which they implement themselves must be named too.</summary>
    /// <param name="interfaces">The names of the interfaces.</param>
    public ObjectTypeBuilder Implements(params string[] interfaces)
    {
        InterfaceNames.AddRange(interfaces);
        return this;
    }

    /// <summary>Says which values are of this type, wherever a field answers an interface or union.</summary>
    /// <typeparam name="T">The class of the values.</typeparam>
    public ObjectTypeBuilder Represents<T>()
    {
        _isTypeOf = value => value is T;
        return this;
    }

    /// <summary>Says which values are of this type, where their class alone does not tell.</summary>
    /// <param name="isTypeOf">Tells whether a value is of this type.</param>
    public ObjectTypeBuilder Represents(Func<object, bool> isTypeOf)
    {
        _isTypeOf = isTypeOf;
        return this;
    }

    internal override NamedType Declare(SchemaLinker linker) => new ObjectType(Name, Description, _isTypeOf);
}
