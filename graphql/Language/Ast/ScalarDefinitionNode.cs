using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>The definition of a scalar (spec §3.5).</summary>
public sealed class ScalarDefinitionNode(
    SourceSpan span,
    StringValueNode? description,
    bool isExtension,
    ImmutableArray<DirectiveNode> directives,
    NameNode name)
    : TypeSystemDefinitionNode(span, description, isExtension, directives)
{
    /// <summary>The name.</summary>
    public NameNode Name { get; } = name;

    /// <inheritdoc/>
    public override string? DefinedName => Name.Value;
}
