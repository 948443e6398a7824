using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A named fragment (spec §2.8).</summary>
/// <param name="span">Where it stands.</param>
/// <param name="name">The name.</param>
/// <param name="typeCondition">The type to which the selections apply.</param>
/// <param name="directives">The directives on the fragment.</param>
/// <param name="selectionSet">The selections.</param>
public sealed class FragmentDefinitionNode(
    SourceSpan span,
    NameNode name,
    NamedTypeNode typeCondition,
    ImmutableArray<DirectiveNode> directives,
    SelectionSetNode selectionSet) : DefinitionNode(span)
{
    /// <summary>The name.</summary>
    public NameNode Name { get; } = name;

    /// <summary>The type to which the selections apply.</summary>
    public NamedTypeNode TypeCondition { get; } = typeCondition;

    /// <summary>The directives on the fragment.</summary>
    public ImmutableArray<DirectiveNode> Directives { get; } = directives;

    /// <summary>The selections.</summary>
    public SelectionSetNode SelectionSet { get; } = selectionSet;
}
