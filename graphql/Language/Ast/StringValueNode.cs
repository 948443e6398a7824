namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A string value (spec §2.9.4).</summary>
public sealed class StringValueNode(SourceSpan span, string value, bool isBlock) : ValueNode(span)
{
    /// <summary>The text, with escapes resolved and the indentation of block strings removed.</summary>
    public string Value { get; } = value;

    /// <summary>True if the value was written as a block string.</summary>
    public bool IsBlock { get; } = isBlock;
}
