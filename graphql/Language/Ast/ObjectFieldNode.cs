namespace MoCluster.GraphQL.Language.Ast;

/// <summary>One field of an input object (spec §2.9.8).</summary>
/// <param name="span">Where it stands.</param>
/// <param name="name">The name.</param>
/// <param name="value">The value.</param>
public sealed class ObjectFieldNode(SourceSpan span, NameNode name, ValueNode value) : SyntaxNode(span)
{
    /// <summary>The name.</summary>
    public NameNode Name { get; } = name;

    /// <summary>The value.</summary>
    public ValueNode Value { get; } = value;
}
