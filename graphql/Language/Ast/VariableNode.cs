namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A variable used as a value (spec §2.10).</summary>
public sealed class VariableNode(SourceSpan span, NameNode name) : ValueNode(span)
{
    /// <summary>The name without the dollar sign.</summary>
    public NameNode Name { get; } = name;
}
