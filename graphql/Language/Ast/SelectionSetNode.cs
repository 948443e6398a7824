using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>The selections between braces (spec §2.4).</summary>
public sealed class SelectionSetNode(SourceSpan span, ImmutableArray<SelectionNode> selections) : SyntaxNode(span)
{
    /// <summary>The selections in their order.</summary>
    public ImmutableArray<SelectionNode> Selections { get; } = selections;
}
