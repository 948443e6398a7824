namespace MoCluster.GraphQL.Language.Ast;

/// <summary>true or false (spec §2.9.3).</summary>
/// <param name="span">Where it stands.</param>
/// <param name="value">The value.</param>
public sealed class BooleanValueNode(SourceSpan span, bool value) : ValueNode(span)
{
    /// <summary>The value.</summary>
    public bool Value { get; } = value;
}
