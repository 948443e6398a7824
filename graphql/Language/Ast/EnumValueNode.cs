namespace MoCluster.GraphQL.Language.Ast;

/// <summary>An enum value (spec §2.9.6).</summary>
public sealed class EnumValueNode(SourceSpan span, string value) : ValueNode(span)
{
    /// <summary>The name.</summary>
    public string Value { get; } = value;
}
