using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>The definition of a named fragment (spec §2.8).</summary>
public sealed class FragmentDefinitionNode(
    SourceSpan span,
    NameNode name,
    NamedTypeNode typeCondition,
    ImmutableArray<DirectiveNode> directives,
    SelectionSetNode selectionSet) : DefinitionNode(span)
{
    /// <summary>The name.</summary>
    public NameNode Name { get; } = name;

    /// <summary>The type that the selections apply to.</summary>
    public NamedTypeNode TypeCondition { get; } = typeCondition;

    /// <summary>The directives on the fragment.</summary>
    public ImmutableArray<DirectiveNode> Directives { get; } = directives;

    /// <summary>The selections.</summary>
    public SelectionSetNode SelectionSet { get; } = selectionSet;
}
