using System.Text.Json;
using System.Text.Unicode;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.Http;

/// <summary>Reads the body of a POST as JSON. All paths with a body use it.</summary>
internal static class JsonBody
{
    /// <summary>The deepest nesting of a body.</summary>
    public const int MaxDepth = 64;

    /// <summary>Reads a body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="limit">The limit in bytes.</param>
    /// <returns>The text of the body, in UTF-8 and without a byte order mark. It may still be invalid JSON.</returns>
    /// <exception cref="BadHttpRequestException">The body is not declared as JSON in UTF-8, or is compressed. The status is 415.</exception>
    /// <exception cref="BodyTooLargeException">The body exceeds the limit.</exception>
    /// <exception cref="MalformedRequestException">The body is not UTF-8, or holds an escape that is not text.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, int limit)
    {
        if (!MediaTypes.IsJson(context.Request.ContentType))
            throw new BadHttpRequestException(NotJson(context.Request), StatusCodes.Status415UnsupportedMediaType);

        if (context.Request.Headers.ContentEncoding.ToString() is { Length: > 0 } encoding and not "identity")
        {
            throw new BadHttpRequestException(
                $"The body comes with Content-Encoding: {encoding}; send it uncompressed, without that header.", StatusCodes.Status415UnsupportedMediaType);
        }

        var text = WithoutMark(await LimitedBody.ReadAsync(context, limit));
        CheckText(text.Span, "The body");
        return text;
    }

    /// <summary>The message for a request whose body is not declared as JSON.</summary>
    /// <param name="request">The request.</param>
    public static string NotJson(HttpRequest request)
    {
        var given = request.ContentType is { Length: > 0 } type ? $"it is '{type}'" : "it is missing";
        return $"The Content-Type of a POST must be application/json in UTF-8; {given}.";
    }

    /// <summary>Refuses JSON that is not Unicode text.</summary>
    /// <param name="json">The bytes of the JSON.</param>
    /// <param name="what">What the JSON is, as the subject of the message.</param>
    /// <exception cref="MalformedRequestException">The bytes are not UTF-8, or hold an escape of half a surrogate pair.</exception>
    public static void CheckText(ReadOnlySpan<byte> json, string what)
    {
        if (!Utf8.IsValid(json))
            throw new MalformedRequestException($"{what} is not UTF-8.");
        if (json.IndexOf("\\u"u8) >= 0)
            CheckEscapes(json, what);
    }

    /// <summary>Skips a byte order mark. By RFC 8259 §8.1 senders must not add one and readers may ignore it.</summary>
    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) => body.Span.StartsWith("\ufeff"u8) ? body["\ufeff"u8.Length..] : body;

    /// <summary>Refuses escapes of half a surrogate pair. They are valid JSON but not text, so later layers could neither read nor store them.</summary>
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
            throw new MalformedRequestException($"{what} holds half a surrogate pair, which is not Unicode text, at byte {reader.TokenStartIndex + 1}.");
        }
        catch (JsonException)
        {
            // Invalid JSON: the parser that runs next reports it.
        }
    }
}
