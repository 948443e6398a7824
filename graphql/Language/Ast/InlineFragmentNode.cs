using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A fragment that is written where it applies (spec §2.8.2).</summary>
public sealed class InlineFragmentNode(
    SourceSpan span,
    NamedTypeNode? typeCondition,
    SelectionSetNode selectionSet,
    ImmutableArray<DirectiveNode> directives) : SelectionNode(span, directives)
{
    /// <summary>The type that the selections apply to; null for the enclosing type.</summary>
    public NamedTypeNode? TypeCondition { get; } = typeCondition;

    /// <summary>The selections.</summary>
    public SelectionSetNode SelectionSet { get; } = selectionSet;
}
