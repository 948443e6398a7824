namespace MoCluster.GraphQL.Types;

/// <summary>A type whose values must not be null (spec §3.12).</summary>
public sealed class NonNullType : GraphQLType
{
    internal NonNullType(GraphQLType of) => Of = of;

    /// <summary>The type of the values; never a non-null type itself.</summary>
    public GraphQLType Of { get; }

    /// <inheritdoc/>
    public override NamedType Named => Of.Named;

    /// <inheritdoc/>
    public override GraphQLType Nullable => Of;

    /// <inheritdoc/>
    public override string ToString() => $"{Of}!";
}
