using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>The definition of a schema's root types (spec §3.3).</summary>
/// <param name="span">Where it stands.</param>
/// <param name="description">What it is, or null if undocumented.</param>
/// <param name="isExtension">True of "extend …".</param>
/// <param name="directives">The directives on it.</param>
/// <param name="operationTypes">The root types.</param>
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
