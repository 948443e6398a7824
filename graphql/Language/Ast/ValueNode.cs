namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A value as it is written in a document (spec §2.9).</summary>
public abstract class ValueNode(SourceSpan span) : SyntaxNode(span);
