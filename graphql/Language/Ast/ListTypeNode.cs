namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A list of another type (spec §2.11).</summary>
/// <param name="span">Where it stands.</param>
/// <param name="of">The type of the items.</param>
public sealed class ListTypeNode(SourceSpan span, TypeNode of) : TypeNode(span)
{
    /// <summary>The type of the items.</summary>
    public TypeNode Of { get; } = of;
}
