using MoCluster.GraphQL.Types.Linking;

namespace MoCluster.GraphQL.Types.Building;

/// <summary>An interface under construction.</summary>
public sealed class InterfaceTypeBuilder : FieldsTypeBuilder
{
    private Func<object, string?>? _resolveType;

    internal InterfaceTypeBuilder(string name)
        : base(name)
    {
    }

    /// <summary>Implements further interfaces.</summary>
    /// <param name="interfaces">The names of the interfaces.</param>
    public InterfaceTypeBuilder Implements(params string[] interfaces)
    {
        InterfaceNames.AddRange(interfaces);
        return this;
    }

    /// <summary>Says of which object type a value is; needed if the object types do not say it themselves.</summary>
    /// <param name="resolveType">Names the object type of a value.</param>
    public InterfaceTypeBuilder ResolveType(Func<object, string?> resolveType)
    {
        _resolveType = resolveType;
        return this;
    }

    internal override NamedType Declare(SchemaLinker linker) => new InterfaceType(Name, Description, _resolveType);
}
