using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>The definition of a field (spec §3.6).</summary>
/// <param name="span">Where it stands.</param>
/// <param name="description">What it is, or null if undocumented.</param>
/// <param name="name">The name.</param>
/// <param name="arguments">The arguments.</param>
/// <param name="type">The type.</param>
/// <param name="directives">The directives on it.</param>
public sealed class FieldDefinitionNode(
    SourceSpan span,
    StringValueNode? description,
    NameNode name,
    ImmutableArray<InputValueDefinitionNode> arguments,
    TypeNode type,
    ImmutableArray<DirectiveNode> directives)
    : SyntaxNode(span)
{
    /// <summary>What it is, or null if undocumented.</summary>
    public StringValueNode? Description { get; } = description;

    /// <summary>The name.</summary>
    public NameNode Name { get; } = name;

    /// <summary>The arguments.</summary>
    public ImmutableArray<InputValueDefinitionNode> Arguments { get; } = arguments;

    /// <summary>The type.</summary>
    public TypeNode Type { get; } = type;

    /// <summary>The directives on it.</summary>
    public ImmutableArray<DirectiveNode> Directives { get; } = directives;
}
