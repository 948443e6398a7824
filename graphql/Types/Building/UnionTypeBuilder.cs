namespace MoCluster.GraphQL.Types.Building;

/// <summary>Declares a union. Made by <see cref="SchemaBuilder.Union"/>.</summary>
public sealed class UnionTypeBuilder : TypeBuilder
{
    private readonly List<string> _members = [];
    private Func<object, string?>? _resolveType;

    internal UnionTypeBuilder(string name)
        : base(name)
    {
    }

    /// <summary>Adds object types to the union.</summary>
    /// <param name="members">The names of the object types.</param>
    public UnionTypeBuilder Members(params string[] members)
    {
        _members.AddRange(members);
        return this;
    }

    /// <summary>
    /// Sets how the object type of a value is found. Needed unless each object type recognises its values (<see
    /// cref="ObjectTypeBuilder.Represents{T}"/>).
    /// </summary>
    /// <param name="resolveType">Gives the name of a value's object type.</param>
    public UnionTypeBuilder ResolveType(Func<object, string?> resolveType)
    {
        _resolveType = resolveType;
        return this;
    }

    internal override NamedType Declare(SchemaLinker linker) => new UnionType(Name, Description, _resolveType);

    internal override void Link(NamedType type, SchemaLinker linker)
    {
        linker.CheckUnique(_members, name => $"Union type {Name} can only include type {name} once.");
        ((UnionType)type).Members = linker.Resolve<ObjectType>(
            _members.Distinct(), name => $"Union type {Name} can only include Object types, it cannot include {name}.");
    }
}
