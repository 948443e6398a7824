using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MoCluster.GrainInterfaces;
using MoCluster.Silo.Api.Http;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.V1;

/// <summary>JSON as <c>/v1</c> takes and gives it: snake_case; a field that is unknown, doubled or null where it must not be is refused.</summary>
internal static class V1Json
{
    private static readonly JsonSerializerOptions Options = Create();

    private static readonly JsonShape Shape = new(Options);

    private static readonly JsonDocumentOptions Document = new() { MaxDepth = JsonBody.MaxDepth };

    /// <summary>Sets serializer options up as <c>/v1</c> reads and writes, so that what describes bodies sees them alike.</summary>
    /// <param name="options">The options.</param>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.AllowDuplicateProperties = false;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    }

    /// <summary>Whether a body must be there: something of it must be given.</summary>
    /// <param name="type">What the body must be.</param>
    public static bool IsRequired(Type type) => Options.GetTypeInfo(type).Properties.Any(property => property.IsRequired);

    /// <summary>Reads a body; an empty one is an empty object.</summary>
    /// <typeparam name="T">What it must be.</typeparam>
    /// <param name="context">The request.</param>
    /// <param name="options">The limits.</param>
    /// <exception cref="RefusedException">It is something else; the refusal names the property and what it must be.</exception>
    public static async ValueTask<T> ReadAsync<T>(HttpContext context, ApiOptions options)
        where T : class
    {
        var body = await JsonBody.ReadAsync(context, options.MaxBodyBytes);
        using var document = Parse(body.Length == 0 ? "{}"u8.ToArray() : body);
        return Shape.Find(document.RootElement, typeof(T)) is { } wrong
            ? throw Refusals.ToException(wrong)
            : document.RootElement.Deserialize<T>(Options)!;
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
        Configure(options);
        return options;
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body, Document);
        }
        catch (JsonException wrong)
        {
            throw Refusals.ToException(new Refusal(
                RefusalCode.InvalidInput,
                $"The body is not JSON, or nests deeper than {JsonBody.MaxDepth} levels, at line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1}. "
                + "/v1/openapi.json says what it must be."));
        }
    }

    /// <summary>Writes an answer.</summary>
    /// <param name="context">The request.</param>
    /// <param name="value">The answer.</param>
    public static async Task WriteAsync(HttpContext context, object value)
    {
        context.Response.ContentType = JsonErrors.MediaType;
        WriteLine(context.Response.BodyWriter, value);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    /// <summary>Writes a line.</summary>
    /// <param name="target">Receives it.</param>
    /// <param name="value">What is written.</param>
    public static void WriteLine(IBufferWriter<byte> target, object value)
    {
        using (var writer = new Utf8JsonWriter(target, new JsonWriterOptions { Encoder = Options.Encoder }))
            JsonSerializer.Serialize(writer, value, value.GetType(), Options);
        target.Write("\n"u8);
    }
}
