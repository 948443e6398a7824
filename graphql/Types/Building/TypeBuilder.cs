using MoCluster.GraphQL.Types.Linking;

namespace MoCluster.GraphQL.Types.Building;

/// <summary>A type under construction.</summary>
public abstract class TypeBuilder
{
    private protected TypeBuilder(string name) => Name = name;

    /// <summary>The name.</summary>
    public string Name { get; }

    internal string? Description { get; set; }

    /// <summary>Makes the type, without what refers to other types.</summary>
    internal abstract NamedType Declare(SchemaLinker linker);

    /// <summary>Fills in what refers to other types, once all are declared.</summary>
    internal abstract void Link(NamedType type, SchemaLinker linker);
}
