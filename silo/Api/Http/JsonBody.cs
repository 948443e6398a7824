using System.Text.Json;
using System.Text.Unicode;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.Http;

/// <summary>Reads the body of a POST as JSON: the one way for every path that takes any.</summary>
internal static class JsonBody
{
    /// <summary>How deep a body may nest.</summary>
    public const int MaxDepth = 64;

    /// <summary>Reads a body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="limit">The most bytes.</param>
    /// <returns>The text of the body, in UTF-8 and without a byte order mark; whether it is JSON is not known yet.</returns>
    /// <exception cref="BadHttpRequestException">It does not come as JSON in UTF-8, or is compressed; 415.</exception>
    /// <exception cref="BodyTooLargeException">It is larger.</exception>
    /// <exception cref="MalformedRequestException">It is no UTF-8, or holds what is no text.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, int limit)
    {
        if (!MediaTypes.IsJson(context.Request.ContentType))
            throw new BadHttpRequestException(NotJson(context.Request), StatusCodes.Status415UnsupportedMediaType);

        if (context.Request.Headers.ContentEncoding.ToString() is { Length: > 0 } encoding and not "identity")
        {
            throw new BadHttpRequestException(
                $"The body comes with Content-Encoding: {encoding}; send it as it is, without one.", StatusCodes.Status415UnsupportedMediaType);
        }

        var text = WithoutMark(await LimitedBody.ReadAsync(context, limit));
        CheckText(text.Span, "The body");
        return text;
    }

    /// <summary>What is wrong with a request that does not come as JSON.</summary>
    /// <param name="request">The request.</param>
    public static string NotJson(HttpRequest request)
    {
        var given = request.ContentType is { Length: > 0 } type ? $"it is '{type}'" : "it is missing";
        return $"The Content-Type of a POST must be application/json in UTF-8; {given}.";
    }

    /// <summary>Refuses bytes that are no text.</summary>
    /// <param name="json">What should be JSON in UTF-8.</param>
    /// <param name="what">What it is, for the message.</param>
    /// <exception cref="MalformedRequestException">It is no UTF-8, or half of a surrogate pair stands in it as an escape.</exception>
    public static void CheckText(ReadOnlySpan<byte> json, string what)
    {
        if (!Utf8.IsValid(json))
            throw new MalformedRequestException($"{what} is not UTF-8.");
        if (json.IndexOf("\\u"u8) >= 0)
            CheckEscapes(json, what);
    }

    /// <summary>RFC 8259 §8.1: nobody should send a byte order mark, and whoever reads may pass over one.</summary>
    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) => body.Span.StartsWith("\ufeff"u8) ? body["\ufeff"u8.Length..] : body;

    /// <summary>Half a surrogate pair, written as an escape, is JSON but no text: nobody behind here could read or keep it.</summary>
    private static void CheckEscapes(ReadOnlySpan<byte> json, string what)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.ValueIsEscaped)
                    _ = reader.GetString();
            }
        }
        catch (InvalidOperationException)
        {
            throw new MalformedRequestException($"{what} holds half a surrogate pair, which is no Unicode text, at byte {reader.TokenStartIndex + 1}.");
        }
        catch (JsonException)
        {
            // It is no JSON, which whoever reads it says in words of its own.
        }
    }
}
