namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A name and its place (spec §2.1.9).</summary>
/// <param name="span">Where it stands.</param>
/// <param name="value">The name.</param>
public sealed class NameNode(SourceSpan span, string value) : SyntaxNode(span)
{
    /// <summary>The name.</summary>
    public string Value { get; } = value;
}
