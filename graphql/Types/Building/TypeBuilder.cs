namespace MoCluster.GraphQL.Types.Building;

/// <summary>Declares a type.</summary>
public abstract class TypeBuilder
{
    private protected TypeBuilder(string name) => Name = name;

    /// <summary>The name, unique in the schema.</summary>
    public string Name { get; }

    internal string? Description { get; set; }

    /// <summary>Makes the type, without its references to other types.</summary>
    internal abstract NamedType Declare(SchemaLinker linker);

    /// <summary>Fills in the references to other types, once all types are declared.</summary>
    internal abstract void Link(NamedType type, SchemaLinker linker);
}
