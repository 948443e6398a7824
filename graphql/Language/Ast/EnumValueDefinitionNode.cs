using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>The definition of an enum value (spec §3.9).</summary>
/// <param name="span">Where it stands.</param>
/// <param name="description">What it is, or null if undocumented.</param>
/// <param name="name">The name.</param>
/// <param name="directives">The directives on it.</param>
public sealed class EnumValueDefinitionNode(
    SourceSpan span,
    StringValueNode? description,
    NameNode name,
    ImmutableArray<DirectiveNode> directives)
    : SyntaxNode(span)
{
    /// <summary>What it is, or null if undocumented.</summary>
    public StringValueNode? Description { get; } = description;

    /// <summary>The name.</summary>
    public NameNode Name { get; } = name;

    /// <summary>The directives on it.</summary>
    public ImmutableArray<DirectiveNode> Directives { get; } = directives;
}
