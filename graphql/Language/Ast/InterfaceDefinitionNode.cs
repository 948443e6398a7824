using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>The definition of an interface (spec §3.7).</summary>
public sealed class InterfaceDefinitionNode(
    SourceSpan span,
    StringValueNode? description,
    bool isExtension,
    ImmutableArray<DirectiveNode> directives,
    NameNode name,
    ImmutableArray<NamedTypeNode> interfaces,
    ImmutableArray<FieldDefinitionNode> fields)
    : TypeSystemDefinitionNode(span, description, isExtension, directives)
{
    /// <summary>The name.</summary>
    public NameNode Name { get; } = name;

    /// <summary>The interfaces that it implements.</summary>
    public ImmutableArray<NamedTypeNode> Interfaces { get; } = interfaces;

    /// <summary>The fields.</summary>
    public ImmutableArray<FieldDefinitionNode> Fields { get; } = fields;

    /// <inheritdoc/>
    public override string? DefinedName => Name.Value;
}
