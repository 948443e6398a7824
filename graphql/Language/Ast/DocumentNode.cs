using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A document: operations, fragments and, in schema files, type definitions (spec §2.2).</summary>
/// <param name="span">Where it stands.</param>
/// <param name="definitions">What the document defines, in its order.</param>
public sealed class DocumentNode(SourceSpan span, ImmutableArray<DefinitionNode> definitions) : SyntaxNode(span)
{
    /// <summary>What the document defines, in its order.</summary>
    public ImmutableArray<DefinitionNode> Definitions { get; } = definitions;
}
