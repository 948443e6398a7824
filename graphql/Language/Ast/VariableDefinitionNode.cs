using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>The declaration of a variable (spec §2.10).</summary>
/// <param name="span">Where it stands.</param>
/// <param name="variable">The variable.</param>
/// <param name="type">Its type.</param>
/// <param name="defaultValue">Its default, or null if it has none.</param>
/// <param name="directives">The directives on the declaration.</param>
public sealed class VariableDefinitionNode(
    SourceSpan span,
    VariableNode variable,
    TypeNode type,
    ValueNode? defaultValue,
    ImmutableArray<DirectiveNode> directives) : SyntaxNode(span)
{
    /// <summary>The variable.</summary>
    public VariableNode Variable { get; } = variable;

    /// <summary>Its type.</summary>
    public TypeNode Type { get; } = type;

    /// <summary>Its default, or null if it has none.</summary>
    public ValueNode? DefaultValue { get; } = defaultValue;

    /// <summary>The directives on the declaration.</summary>
    public ImmutableArray<DirectiveNode> Directives { get; } = directives;
}
