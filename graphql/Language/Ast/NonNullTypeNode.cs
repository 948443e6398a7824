namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A reference to a non-null type (spec §2.11).</summary>
public sealed class NonNullTypeNode(SourceSpan span, TypeNode of) : TypeNode(span)
{
    /// <summary>The named or list type that must not be null.</summary>
    public TypeNode Of { get; } = of;
}
