using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A field, a fragment spread or an inline fragment (spec §2.4).</summary>
public abstract class SelectionNode(SourceSpan span, ImmutableArray<DirectiveNode> directives) : SyntaxNode(span)
{
    /// <summary>The directives on the selection.</summary>
    public ImmutableArray<DirectiveNode> Directives { get; } = directives;
}
