using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>The definition of a schema's root types (spec §3.3).</summary>
public sealed class SchemaDefinitionNode(
    SourceSpan span,
    StringValueNode? description,
    bool isExtension,
    ImmutableArray<DirectiveNode> directives,
    ImmutableArray<OperationTypeNode> operationTypes)
    : TypeSystemDefinitionNode(span, description, isExtension, directives)
{
    /// <summary>The root types.</summary>
    public ImmutableArray<OperationTypeNode> OperationTypes { get; } = operationTypes;

    /// <inheritdoc/>
    public override string? DefinedName => null;
}
