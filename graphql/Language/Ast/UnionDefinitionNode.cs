using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>The definition of a union (spec §3.8).</summary>
public sealed class UnionDefinitionNode(
    SourceSpan span,
    StringValueNode? description,
    bool isExtension,
    ImmutableArray<DirectiveNode> directives,
    NameNode name,
    ImmutableArray<NamedTypeNode> members)
    : TypeSystemDefinitionNode(span, description, isExtension, directives)
{
    /// <summary>The name.</summary>
    public NameNode Name { get; } = name;

    /// <summary>The object types.</summary>
    public ImmutableArray<NamedTypeNode> Members { get; } = members;

    /// <inheritdoc/>
    public override string? DefinedName => Name.Value;
}
