namespace MoCluster.GraphQL.Types;

/// <summary>A type without null (spec §3.12).</summary>
public sealed class NonNullType : GraphQLType
{
    internal NonNullType(GraphQLType of) => Of = of;

    /// <summary>The type that must not be null; never a non-null type itself.</summary>
    public GraphQLType Of { get; }

    /// <inheritdoc/>
    public override NamedType Named => Of.Named;

    /// <inheritdoc/>
    public override GraphQLType Nullable => Of;

    /// <inheritdoc/>
    public override string ToString() => $"{Of}!";
}
