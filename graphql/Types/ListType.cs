namespace MoCluster.GraphQL.Types;

/// <summary>A list type (spec §3.11).</summary>
public sealed class ListType : GraphQLType
{
    internal ListType(GraphQLType of) => Of = of;

    /// <summary>The type of the items.</summary>
    public GraphQLType Of { get; }

    /// <inheritdoc/>
    public override NamedType Named => Of.Named;

    /// <inheritdoc/>
    public override string ToString() => $"[{Of}]";
}
