namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A root type of a schema (spec §3.3.1).</summary>
/// <param name="span">Where it stands.</param>
/// <param name="operation">The kind of operation.</param>
/// <param name="type">The object type.</param>
public sealed class OperationTypeNode(SourceSpan span, OperationKind operation, NamedTypeNode type) : SyntaxNode(span)
{
    /// <summary>The kind of operation.</summary>
    public OperationKind Operation { get; } = operation;

    /// <summary>The object type.</summary>
    public NamedTypeNode Type { get; } = type;
}
