namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A reference to a list type (spec §2.11).</summary>
public sealed class ListTypeNode(SourceSpan span, TypeNode of) : TypeNode(span)
{
    /// <summary>The type of the items.</summary>
    public TypeNode Of { get; } = of;
}
