namespace MoCluster.GraphQL.Types;

/// <summary>A type with a name (spec §3.4).</summary>
public abstract class NamedType : GraphQLType
{
    private protected NamedType(string name, string? description)
    {
        Name = name;
        Description = description;
    }

    /// <summary>The name, unique in the schema.</summary>
    public string Name { get; }

    /// <summary>What the type is, in Markdown; null if undocumented.</summary>
    public string? Description { get; }

    /// <inheritdoc/>
    public override NamedType Named => this;

    /// <summary>True for scalars and enums, whose values have no selections.</summary>
    public bool IsLeaf => this is ScalarType or EnumType;

    /// <summary>True for objects, interfaces and unions, whose values need selections.</summary>
    public bool IsComposite => this is FieldsType or UnionType;

    /// <summary>True for interfaces and unions, whose values are of one of several object types.</summary>
    public bool IsAbstract => this is InterfaceType or UnionType;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
