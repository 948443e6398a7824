namespace MoCluster.GraphQL.Types.Building;

/// <summary>Declares the fields of an object type or interface.</summary>
public abstract class FieldsTypeBuilder : TypeBuilder
{
    private readonly List<FieldBuilder> _fields = [];

    private protected FieldsTypeBuilder(string name)
        : base(name)
    {
    }

    private protected List<string> InterfaceNames { get; } = [];

    /// <summary>The fields declared so far.</summary>
    public IReadOnlyList<FieldBuilder> Fields => _fields;

    /// <summary>Adds a field.</summary>
    /// <param name="name">The name, unique in the type.</param>
    /// <param name="type">The type, as in "[Person!]!".</param>
    /// <param name="description">What the field answers, in Markdown.</param>
    public FieldBuilder Field(string name, string type, string? description = null)
    {
        var field = new FieldBuilder(name, type, description);
        _fields.Add(field);
        return field;
    }

    internal override void Link(NamedType type, SchemaLinker linker)
    {
        var target = (FieldsType)type;
        target.Interfaces = linker.Resolve<InterfaceType>(
            InterfaceNames, name => $"Type {Name} must only implement Interface types, it cannot implement {name}.");
        linker.CheckUnique(_fields.Select(f => f.Name), name => $"Field {Name}.{name} can only be defined once.");
        target.SetFields([.. _fields.DistinctBy(f => f.Name).Select(f => f.Build(this, linker))]);
    }
}
