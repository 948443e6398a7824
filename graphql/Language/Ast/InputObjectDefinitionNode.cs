using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>The definition of an input object (spec §3.10).</summary>
public sealed class InputObjectDefinitionNode(
    SourceSpan span,
    StringValueNode? description,
    bool isExtension,
    ImmutableArray<DirectiveNode> directives,
    NameNode name,
    ImmutableArray<InputValueDefinitionNode> fields)
    : TypeSystemDefinitionNode(span, description, isExtension, directives)
{
    /// <summary>The name.</summary>
    public NameNode Name { get; } = name;

    /// <summary>The fields.</summary>
    public ImmutableArray<InputValueDefinitionNode> Fields { get; } = fields;

    /// <inheritdoc/>
    public override string? DefinedName => Name.Value;
}
