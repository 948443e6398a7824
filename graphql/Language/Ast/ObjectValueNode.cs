using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>An input object (spec §2.9.8).</summary>
/// <param name="span">Where it stands.</param>
/// <param name="fields">The fields given.</param>
public sealed class ObjectValueNode(SourceSpan span, ImmutableArray<ObjectFieldNode> fields) : ValueNode(span)
{
    /// <summary>The fields given.</summary>
    public ImmutableArray<ObjectFieldNode> Fields { get; } = fields;
}
