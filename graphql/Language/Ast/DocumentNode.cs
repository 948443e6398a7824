using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A document: operations, fragments and, in the text of a schema, type definitions (spec §2.2).</summary>
public sealed class DocumentNode(SourceSpan span, ImmutableArray<DefinitionNode> definitions) : SyntaxNode(span)
{
    /// <summary>The definitions, in the order of the text.</summary>
    public ImmutableArray<DefinitionNode> Definitions { get; } = definitions;
}
