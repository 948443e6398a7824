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

/// <summary>Reads and writes the JSON of <c>/v1</c>. Names are in snake_case. Fields that are unknown, given twice, or null although they must not be are refused.</summary>
internal static class V1Json
{
    private static readonly JsonSerializerOptions Options = Create();

    private static readonly JsonShape Shape = new(Options);

    private static readonly JsonDocumentOptions Document = new() { MaxDepth = JsonBody.MaxDepth };

    /// <summary>Configures serializer options for <c>/v1</c>. The OpenAPI document uses the same options.</summary>
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

    /// <summary>Whether a body is required, because it has a required property.</summary>
    /// <param name="type">The type of the body.</param>
    public static bool IsRequired(Type type) => Options.GetTypeInfo(type).Properties.Any(property => property.IsRequired);

    /// <summary>Reads a body. An empty body counts as an empty object.</summary>
    /// <typeparam name="T">The type of the body.</typeparam>
    /// <param name="context">The request.</param>
    /// <param name="options">The limits.</param>
    /// <exception cref="RefusedException">The body does not fit the type. The refusal names the property and says what it must be.</exception>
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

    /// <summary>Writes a value as a line.</summary>
    /// <param name="target">Receives the line.</param>
    /// <param name="value">The value.</param>
    public static void WriteLine(IBufferWriter<byte> target, object value)
    {
        using (var writer = new Utf8JsonWriter(target, new JsonWriterOptions { Encoder = Options.Encoder }))
            JsonSerializer.Serialize(writer, value, value.GetType(), Options);
        target.Write("\n"u8);
    }
}
