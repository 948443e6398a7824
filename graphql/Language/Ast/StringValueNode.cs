namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A string (spec §2.9.4).</summary>
/// <param name="span">Where it stands.</param>
/// <param name="value">The meaning, escapes resolved and indentation taken away.</param>
/// <param name="isBlock">True if it was written as a block string.</param>
public sealed class StringValueNode(SourceSpan span, string value, bool isBlock) : ValueNode(span)
{
    /// <summary>The meaning, escapes resolved and indentation taken away.</summary>
    public string Value { get; } = value;

    /// <summary>True if it was written as a block string.</summary>
    public bool IsBlock { get; } = isBlock;
}
