using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MoCluster.Silo.Configuration;

namespace MoCluster.Silo.Api.Http.V1;

/// <summary>JSON as <c>/v1</c> takes and gives it: snake_case; a field that is unknown, doubled or null where it must not be is refused.</summary>
internal static class V1Json
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Reads a body; an empty one is an empty object.</summary>
    /// <typeparam name="T">What it must be.</typeparam>
    /// <param name="context">The request.</param>
    /// <param name="options">The limits.</param>
    /// <exception cref="JsonException">It is something else.</exception>
    public static async ValueTask<T> ReadAsync<T>(HttpContext context, ApiOptions options)
        where T : class
    {
        if (!MediaTypes.IsJson(context.Request.ContentType))
        {
            throw new BadHttpRequestException(
                "The Content-Type of a POST must be application/json in UTF-8.", StatusCodes.Status415UnsupportedMediaType);
        }

        var body = await LimitedBody.ReadAsync(context, options.MaxBodyBytes);
        return JsonSerializer.Deserialize<T>(body.Length == 0 ? "{}"u8 : body, Options) ?? throw new JsonException("The body is null.", "$", 0, 0);
    }

    /// <summary>Writes an answer.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="context">The request.</param>
    /// <param name="value">The answer.</param>
    public static async Task WriteAsync<T>(HttpContext context, T value)
    {
        context.Response.ContentType = MediaTypes.JsonWithCharset;
        Write(context.Response.BodyWriter, value);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    /// <summary>Writes a line.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="target">Receives it.</param>
    /// <param name="value">What is written.</param>
    public static void Write<T>(IBufferWriter<byte> target, T value)
    {
        using (var writer = new Utf8JsonWriter(target, new JsonWriterOptions { Encoder = Options.Encoder }))
            JsonSerializer.Serialize(writer, value, Options);
        target.Write("\n"u8);
    }
}
