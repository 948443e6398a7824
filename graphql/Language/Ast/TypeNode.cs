namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A reference to a type (spec §2.11).</summary>
public abstract class TypeNode(SourceSpan span) : SyntaxNode(span);
