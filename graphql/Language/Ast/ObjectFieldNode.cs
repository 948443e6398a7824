namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A field of an input object value (spec §2.9.8).</summary>
public sealed class ObjectFieldNode(SourceSpan span, NameNode name, ValueNode value) : SyntaxNode(span)
{
    /// <summary>The name.</summary>
    public NameNode Name { get; } = name;

    /// <summary>The value.</summary>
    public ValueNode Value { get; } = value;
}
