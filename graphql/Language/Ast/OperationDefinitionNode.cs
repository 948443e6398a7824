using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>An operation (spec §2.3).</summary>
/// <param name="span">Where it stands.</param>
/// <param name="operation">Query, mutation or subscription.</param>
/// <param name="name">The name, or null of an anonymous operation.</param>
/// <param name="variables">The variables it declares.</param>
/// <param name="directives">The directives on the operation.</param>
/// <param name="selectionSet">The selected fields.</param>
public sealed class OperationDefinitionNode(
    SourceSpan span,
    OperationKind operation,
    NameNode? name,
    ImmutableArray<VariableDefinitionNode> variables,
    ImmutableArray<DirectiveNode> directives,
    SelectionSetNode selectionSet) : DefinitionNode(span)
{
    /// <summary>Query, mutation or subscription.</summary>
    public OperationKind Operation { get; } = operation;

    /// <summary>The name, or null of an anonymous operation.</summary>
    public NameNode? Name { get; } = name;

    /// <summary>The variables it declares.</summary>
    public ImmutableArray<VariableDefinitionNode> Variables { get; } = variables;

    /// <summary>The directives on the operation.</summary>
    public ImmutableArray<DirectiveNode> Directives { get; } = directives;

    /// <summary>The selected fields.</summary>
    public SelectionSetNode SelectionSet { get; } = selectionSet;
}
