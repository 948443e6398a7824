namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A number with fraction or exponent (spec §2.9.2).</summary>
/// <param name="span">Where it stands.</param>
/// <param name="value">The number as written.</param>
public sealed class FloatValueNode(SourceSpan span, string value) : ValueNode(span)
{
    /// <summary>The number as written.</summary>
    public string Value { get; } = value;
}
