using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>The definition of a field (spec §3.6).</summary>
public sealed class FieldDefinitionNode(
    SourceSpan span,
    StringValueNode? description,
    NameNode name,
    ImmutableArray<InputValueDefinitionNode> arguments,
    TypeNode type,
    ImmutableArray<DirectiveNode> directives)
    : SyntaxNode(span)
{
    /// <summary>What the field answers; null if undocumented.</summary>
    public StringValueNode? Description { get; } = description;

    /// <summary>The name.</summary>
    public NameNode Name { get; } = name;

    /// <summary>The arguments.</summary>
    public ImmutableArray<InputValueDefinitionNode> Arguments { get; } = arguments;

    /// <summary>The type of the field's value.</summary>
    public TypeNode Type { get; } = type;

    /// <summary>The directives on the field.</summary>
    public ImmutableArray<DirectiveNode> Directives { get; } = directives;
}
