using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>An input object value (spec §2.9.8).</summary>
public sealed class ObjectValueNode(SourceSpan span, ImmutableArray<ObjectFieldNode> fields) : ValueNode(span)
{
    /// <summary>The fields that are given.</summary>
    public ImmutableArray<ObjectFieldNode> Fields { get; } = fields;
}
