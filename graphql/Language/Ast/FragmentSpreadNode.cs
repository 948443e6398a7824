using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A reference to a named fragment (spec §2.8).</summary>
/// <param name="span">Where it stands.</param>
/// <param name="name">The name of the fragment.</param>
/// <param name="directives">The directives on the selection.</param>
public sealed class FragmentSpreadNode(
    SourceSpan span,
    NameNode name,
    ImmutableArray<DirectiveNode> directives) : SelectionNode(span, directives)
{
    /// <summary>The name of the fragment.</summary>
    public NameNode Name { get; } = name;
}
