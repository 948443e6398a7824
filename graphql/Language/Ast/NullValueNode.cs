namespace MoCluster.GraphQL.Language.Ast;

/// <summary>The value null (spec §2.9.5).</summary>
public sealed class NullValueNode(SourceSpan span) : ValueNode(span);
