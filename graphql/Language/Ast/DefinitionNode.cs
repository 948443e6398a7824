namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A definition in a document (spec §2.2).</summary>
public abstract class DefinitionNode(SourceSpan span) : SyntaxNode(span);
