namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A node of the syntax tree. Trees are immutable and may be shared between threads.</summary>
public abstract class SyntaxNode(SourceSpan span)
{
    /// <summary>The part of the document that the node was parsed from.</summary>
    public SourceSpan Span { get; } = span;

    /// <summary>The place where the node starts.</summary>
    public SourceLocation Location => Span.Location;
}
