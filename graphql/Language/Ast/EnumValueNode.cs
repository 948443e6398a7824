namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A name used as a value (spec §2.9.6).</summary>
/// <param name="span">Where it stands.</param>
/// <param name="value">The name.</param>
public sealed class EnumValueNode(SourceSpan span, string value) : ValueNode(span)
{
    /// <summary>The name.</summary>
    public string Value { get; } = value;
}
