namespace MoCluster.GraphQL.Types.Building;

/// <summary>Declares an object type. Made by <see cref="SchemaBuilder.Object"/>.</summary>
public sealed class ObjectTypeBuilder : FieldsTypeBuilder
{
    private Func<object, bool>? _isTypeOf;

    internal ObjectTypeBuilder(string name)
        : base(name)
    {
    }

    /// <summary>Declares that the type implements interfaces. The interfaces that those implement must be named too.</summary>
    /// <param name="interfaces">The names of the interfaces.</param>
    public ObjectTypeBuilder Implements(params string[] interfaces)
    {
        InterfaceNames.AddRange(interfaces);
        return this;
    }

    /// <summary>Sets the class of this type's values, so that they are recognised where a field answers an interface or union.</summary>
    /// <typeparam name="T">The class of the values.</typeparam>
    public ObjectTypeBuilder Represents<T>()
    {
        _isTypeOf = value => value is T;
        return this;
    }

    /// <summary>Sets how values of this type are recognised, if their class alone does not tell.</summary>
    /// <param name="isTypeOf">True if a value is of this type.</param>
    public ObjectTypeBuilder Represents(Func<object, bool> isTypeOf)
    {
        _isTypeOf = isTypeOf;
        return this;
    }

    internal override NamedType Declare(SchemaLinker linker) => new ObjectType(Name, Description, _isTypeOf);
}
