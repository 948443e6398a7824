namespace MoCluster.GraphQL.Types.Building;

/// <summary>Declares an interface. Made by <see cref="SchemaBuilder.Interface"/>.</summary>
public sealed class InterfaceTypeBuilder : FieldsTypeBuilder
{
    private Func<object, string?>? _resolveType;

    internal InterfaceTypeBuilder(string name)
        : base(name)
    {
    }

    /// <summary>Declares that the interface implements others.</summary>
    /// <param name="interfaces">The names of the interfaces.</param>
    public InterfaceTypeBuilder Implements(params string[] interfaces)
    {
        InterfaceNames.AddRange(interfaces);
        return this;
    }

    /// <summary>
    /// Sets how the object type of a value is found. Needed unless each object type recognises its values (<see
    /// cref="ObjectTypeBuilder.Represents{T}"/>).
    /// </summary>
    /// <param name="resolveType">Gives the name of a value's object type.</param>
    public InterfaceTypeBuilder ResolveType(Func<object, string?> resolveType)
    {
        _resolveType = resolveType;
        return this;
    }

    internal override NamedType Declare(SchemaLinker linker) => new InterfaceType(Name, Description, _resolveType);
}
