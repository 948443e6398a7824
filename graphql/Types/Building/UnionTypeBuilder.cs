using MoCluster.GraphQL.Types.Linking;

namespace MoCluster.GraphQL.Types.Building;

/// <summary>A union under construction.</summary>
public sealed class UnionTypeBuilder : TypeBuilder
{
    private readonly List<string> _members = [];
    private Func<object, string?>? _resolveType;

    internal UnionTypeBuilder(string name)
        : base(name)
    {
    }

    /// <summary>Adds object types.</summary>
    /// <param name="members">The names of the object types.</param>
    public UnionTypeBuilder Members(params string[] members)
    {
        _members.AddRange(members);
        return this;
    }

    /// <summary>Says of which object type a value is; needed if the object types do not say it themselves.</summary>
    /// <param name="resolveType">Names the object type of a value.</param>
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
