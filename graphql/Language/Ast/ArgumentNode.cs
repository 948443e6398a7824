namespace MoCluster.GraphQL.Language.Ast;

/// <summary>An argument of a field or of a directive (spec §2.6).</summary>
public sealed class ArgumentNode(SourceSpan span, NameNode name, ValueNode value) : SyntaxNode(span)
{
    /// <summary>The name.</summary>
    public NameNode Name { get; } = name;

    /// <summary>The value.</summary>
    public ValueNode Value { get; } = value;
}
