using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A list (spec §2.9.7).</summary>
/// <param name="span">Where it stands.</param>
/// <param name="values">The items.</param>
public sealed class ListValueNode(SourceSpan span, ImmutableArray<ValueNode> values) : ValueNode(span)
{
    /// <summary>The items.</summary>
    public ImmutableArray<ValueNode> Values { get; } = values;
}
