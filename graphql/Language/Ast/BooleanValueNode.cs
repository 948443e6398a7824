namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A boolean value (spec §2.9.3).</summary>
public sealed class BooleanValueNode(SourceSpan span, bool value) : ValueNode(span)
{
    /// <summary>True or false.</summary>
    public bool Value { get; } = value;
}
