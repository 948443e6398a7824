namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A name, with its place in the document (spec §2.1.9).</summary>
public sealed class NameNode(SourceSpan span, string value) : SyntaxNode(span)
{
    /// <summary>The name.</summary>
    public string Value { get; } = value;
}
