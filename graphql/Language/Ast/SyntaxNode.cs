namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A node of the syntax tree. Trees are immutable and may be shared between threads.</summary>
/// <param name="span">Where it stands in the document.</param>
public abstract class SyntaxNode(SourceSpan span)
{
    /// <summary>Where the node stands in the document.</summary>
    public SourceSpan Span { get; } = span;

    /// <summary>Where the node begins.</summary>
    public SourceLocation Location => Span.Location;
}
