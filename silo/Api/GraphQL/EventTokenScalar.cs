using System.Text.Json;
using MoCluster.GraphQL;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Application;

namespace MoCluster.Silo.Api.GraphQL;

/// <summary>The scalar of event tokens.</summary>
internal static class EventTokenScalar
{
    /// <summary>Writes the text of a token, and reads a <see cref="GivenToken"/>.</summary>
    public static ScalarType Scalar { get; } = new(
        "EventToken",
        "The token that acknowledges a fetched event. Opaque: send it back unchanged.",
        value => value,
        json => json.ValueKind == JsonValueKind.String ? Parse(json.GetString()!) : throw NotAToken(),
        literal => literal is StringValueNode text ? Parse(text.Value) : throw NotAToken());

    /// <summary>The same scalar with OS2mo's error for a text that is not a token.</summary>
    public static ScalarType Versioned { get; } = ScalarType.FromText<object>(
        Scalar.Name,
        Scalar.Description,
        text => GivenToken.TryParse(text, out var token) ? token : throw new FormatException(GivenToken.Unparsable.Message),
        token => (string)token);

    private static GivenToken Parse(string text) => GivenToken.TryParse(text, out var token) ? token : throw NotAToken();

    private static GraphQLException NotAToken() => new(GivenToken.Unparsable.Message + ": take it from an answer to event_fetch, unchanged.");
}
