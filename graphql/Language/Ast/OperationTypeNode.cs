namespace MoCluster.GraphQL.Language.Ast;

/// <summary>The root type for one kind of operation, in a schema definition (spec §3.3.1).</summary>
public sealed class OperationTypeNode(SourceSpan span, OperationKind operation, NamedTypeNode type) : SyntaxNode(span)
{
    /// <summary>The kind of operation.</summary>
    public OperationKind Operation { get; } = operation;

    /// <summary>The object type.</summary>
    public NamedTypeNode Type { get; } = type;
}
