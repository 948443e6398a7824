using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A selected field (spec §2.5).</summary>
/// <param name="span">Where it stands.</param>
/// <param name="alias">The name to answer under, or null for the field's own.</param>
/// <param name="name">The name of the field.</param>
/// <param name="arguments">The arguments given.</param>
/// <param name="selectionSet">The selections on the field's value, or null of a leaf.</param>
/// <param name="directives">The directives on the selection.</param>
public sealed class FieldNode(
    SourceSpan span,
    NameNode? alias,
    NameNode name,
    ImmutableArray<ArgumentNode> arguments,
    SelectionSetNode? selectionSet,
    ImmutableArray<DirectiveNode> directives) : SelectionNode(span, directives)
{
    /// <summary>The name to answer under, or null for the field's own.</summary>
    public NameNode? Alias { get; } = alias;

    /// <summary>The name of the field.</summary>
    public NameNode Name { get; } = name;

    /// <summary>The arguments given.</summary>
    public ImmutableArray<ArgumentNode> Arguments { get; } = arguments;

    /// <summary>The selections on the field's value, or null of a leaf.</summary>
    public SelectionSetNode? SelectionSet { get; } = selectionSet;

    /// <summary>The name under which the field is answered: the alias, else the name (spec §2.7).</summary>
    public string ResponseName => Alias?.Value ?? Name.Value;
}
