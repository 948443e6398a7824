namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A number without a fraction or an exponent (spec §2.9.1).</summary>
public sealed class IntValueNode(SourceSpan span, string value) : ValueNode(span)
{
    /// <summary>The digits as written.</summary>
    public string Value { get; } = value;
}
