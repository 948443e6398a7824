namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A number without fraction or exponent (spec §2.9.1).</summary>
/// <param name="span">Where it stands.</param>
/// <param name="value">The digits as written.</param>
public sealed class IntValueNode(SourceSpan span, string value) : ValueNode(span)
{
    /// <summary>The digits as written.</summary>
    public string Value { get; } = value;
}
