namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A type by its name (spec §2.11).</summary>
/// <param name="span">Where it stands.</param>
/// <param name="name">The name.</param>
public sealed class NamedTypeNode(SourceSpan span, NameNode name) : TypeNode(span)
{
    /// <summary>The name.</summary>
    public NameNode Name { get; } = name;
}
