namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A value as written (spec §2.9).</summary>
/// <param name="span">Where it stands.</param>
public abstract class ValueNode(SourceSpan span) : SyntaxNode(span);
