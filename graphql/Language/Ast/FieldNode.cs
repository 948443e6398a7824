using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A selected field (spec §2.5).</summary>
public sealed class FieldNode(
    SourceSpan span,
    NameNode? alias,
    NameNode name,
    ImmutableArray<ArgumentNode> arguments,
    SelectionSetNode? selectionSet,
    ImmutableArray<DirectiveNode> directives) : SelectionNode(span, directives)
{
    /// <summary>The name of the field in the answer; null to use its own name.</summary>
    public NameNode? Alias { get; } = alias;

    /// <summary>The name of the field.</summary>
    public NameNode Name { get; } = name;

    /// <summary>The arguments given.</summary>
    public ImmutableArray<ArgumentNode> Arguments { get; } = arguments;

    /// <summary>The selections on the field's value; null for a scalar or enum.</summary>
    public SelectionSetNode? SelectionSet { get; } = selectionSet;

    /// <summary>The name of the field in the answer: the alias, or else the name (spec §2.7).</summary>
    public string ResponseName => Alias?.Value ?? Name.Value;
}
