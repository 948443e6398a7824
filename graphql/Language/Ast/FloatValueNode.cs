namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A number with a fraction or an exponent (spec §2.9.2).</summary>
public sealed class FloatValueNode(SourceSpan span, string value) : ValueNode(span)
{
    /// <summary>The number as written.</summary>
    public string Value { get; } = value;
}
