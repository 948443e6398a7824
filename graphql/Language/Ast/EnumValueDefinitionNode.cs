using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>The definition of an enum value (spec §3.9).</summary>
public sealed class EnumValueDefinitionNode(
    SourceSpan span,
    StringValueNode? description,
    NameNode name,
    ImmutableArray<DirectiveNode> directives)
    : SyntaxNode(span)
{
    /// <summary>What the value means; null if undocumented.</summary>
    public StringValueNode? Description { get; } = description;

    /// <summary>The name.</summary>
    public NameNode Name { get; } = name;

    /// <summary>The directives on the value.</summary>
    public ImmutableArray<DirectiveNode> Directives { get; } = directives;
}
