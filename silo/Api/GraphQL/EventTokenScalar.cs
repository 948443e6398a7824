using System.Text.Json;
using MoCluster.Grains.Listeners;
using MoCluster.GraphQL;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Types;

namespace MoCluster.Silo.Api.GraphQL;

/// <summary>The scalar of the tokens that acknowledge events.</summary>
internal static class EventTokenScalar
{
    /// <summary>Gives the text of a token, and takes a <see cref="EventToken"/>.</summary>
    public static ScalarType Scalar { get; } = new(
        "EventToken",
        "What acknowledges a fetched event. Opaque: handed back unchanged.",
        value => value,
        json => json.ValueKind == JsonValueKind.String ? Parse(json.GetString()!) : throw NotAToken(),
        literal => literal is StringValueNode text ? Parse(text.Value) : throw NotAToken());

    private static EventToken Parse(string text) => EventToken.TryParse(text, out var token) ? token : throw NotAToken();

    private static GraphQLException NotAToken() => new(EventToken.Unparsable.Message + ": take it from an answer to event_fetch, unchanged.");
}
