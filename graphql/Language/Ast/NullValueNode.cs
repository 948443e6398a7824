namespace MoCluster.GraphQL.Language.Ast;

/// <summary>null (spec §2.9.5).</summary>
/// <param name="span">Where it stands.</param>
public sealed class NullValueNode(SourceSpan span) : ValueNode(span);
