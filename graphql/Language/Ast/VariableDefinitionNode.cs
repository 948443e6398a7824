using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>The declaration of a variable (spec §2.10).</summary>
public sealed class VariableDefinitionNode(
    SourceSpan span,
    VariableNode variable,
    TypeNode type,
    ValueNode? defaultValue,
    ImmutableArray<DirectiveNode> directives) : SyntaxNode(span)
{
    /// <summary>The variable.</summary>
    public VariableNode Variable { get; } = variable;

    /// <summary>The type of the variable.</summary>
    public TypeNode Type { get; } = type;

    /// <summary>The default; null if there is none.</summary>
    public ValueNode? DefaultValue { get; } = defaultValue;

    /// <summary>The directives on the declaration.</summary>
    public ImmutableArray<DirectiveNode> Directives { get; } = directives;
}
