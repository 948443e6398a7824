namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A definition of a document (spec §2.2).</summary>
/// <param name="span">Where it stands.</param>
public abstract class DefinitionNode(SourceSpan span) : SyntaxNode(span);
