using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A reference to a named fragment (spec §2.8).</summary>
public sealed class FragmentSpreadNode(
    SourceSpan span,
    NameNode name,
    ImmutableArray<DirectiveNode> directives) : SelectionNode(span, directives)
{
    /// <summary>The name of the fragment.</summary>
    public NameNode Name { get; } = name;
}
