namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A type without null (spec §2.11).</summary>
/// <param name="span">Where it stands.</param>
/// <param name="of">The named or list type that must not be null.</param>
public sealed class NonNullTypeNode(SourceSpan span, TypeNode of) : TypeNode(span)
{
    /// <summary>The named or list type that must not be null.</summary>
    public TypeNode Of { get; } = of;
}
