using MoCluster.GraphQL.Types;

namespace MoCluster.Silo.Api.GraphQL;

/// <summary>The scalar of the tokens that acknowledge events.</summary>
internal static class Tokens
{
    /// <summary>Gives and takes the token's text, which was seen to be one.</summary>
    public static ScalarType Scalar { get; } = ScalarType.FromText(
        "EventToken",
        "What acknowledges a fetched event. Opaque: handed back unchanged.",
        text => text,
        text => text);

    /// <summary>The listener that a token names.</summary>
    /// <param name="token">A token.</param>
    public static Guid ListenerOf(string token) => Guid.Empty;
}
