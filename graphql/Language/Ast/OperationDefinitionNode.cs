using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>An operation (spec §2.3).</summary>
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

    /// <summary>The name; null if the operation is anonymous.</summary>
    public NameNode? Name { get; } = name;

    /// <summary>The variables that the operation declares.</summary>
    public ImmutableArray<VariableDefinitionNode> Variables { get; } = variables;

    /// <summary>The directives on the operation.</summary>
    public ImmutableArray<DirectiveNode> Directives { get; } = directives;

    /// <summary>The selections on the root type.</summary>
    public SelectionSetNode SelectionSet { get; } = selectionSet;
}
