using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A list value (spec §2.9.7).</summary>
public sealed class ListValueNode(SourceSpan span, ImmutableArray<ValueNode> values) : ValueNode(span)
{
    /// <summary>The items.</summary>
    public ImmutableArray<ValueNode> Values { get; } = values;
}
