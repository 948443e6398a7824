using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>The definition of an argument or of an input field (spec §3.6.1).</summary>
/// <param name="span">Where it stands.</param>
/// <param name="description">What it is, or null if undocumented.</param>
/// <param name="name">The name.</param>
/// <param name="type">The type.</param>
/// <param name="defaultValue">The default, or null if it has none.</param>
/// <param name="directives">The directives on it.</param>
public sealed class InputValueDefinitionNode(
    SourceSpan span,
    StringValueNode? description,
    NameNode name,
    TypeNode type,
    ValueNode? defaultValue,
    ImmutableArray<DirectiveNode> directives)
    : SyntaxNode(span)
{
    /// <summary>What it is, or null if undocumented.</summary>
    public StringValueNode? Description { get; } = description;

    /// <summary>The name.</summary>
    public NameNode Name { get; } = name;

    /// <summary>The type.</summary>
    public TypeNode Type { get; } = type;

    /// <summary>The default, or null if it has none.</summary>
    public ValueNode? DefaultValue { get; } = defaultValue;

    /// <summary>The directives on it.</summary>
    public ImmutableArray<DirectiveNode> Directives { get; } = directives;
}
