namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A reference to a type by its name (spec §2.11).</summary>
public sealed class NamedTypeNode(SourceSpan span, NameNode name) : TypeNode(span)
{
    /// <summary>The name.</summary>
    public NameNode Name { get; } = name;
}
