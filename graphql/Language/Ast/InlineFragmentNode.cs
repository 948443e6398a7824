using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A fragment in place (spec §2.8.2).</summary>
/// <param name="span">Where it stands.</param>
/// <param name="typeCondition">The type to which the selections apply, or null for the enclosing one.</param>
/// <param name="selectionSet">The selections.</param>
/// <param name="directives">The directives on the selection.</param>
public sealed class InlineFragmentNode(
    SourceSpan span,
    NamedTypeNode? typeCondition,
    SelectionSetNode selectionSet,
    ImmutableArray<DirectiveNode> directives) : SelectionNode(span, directives)
{
    /// <summary>The type to which the selections apply, or null for the enclosing one.</summary>
    public NamedTypeNode? TypeCondition { get; } = typeCondition;

    /// <summary>The selections.</summary>
    public SelectionSetNode SelectionSet { get; } = selectionSet;
}
