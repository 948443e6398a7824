using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Net.Http.Headers;
using MoCluster.GrainInterfaces;

namespace MoCluster.Silo.Errors;

/// <summary>Writes errors in GraphQL's form also for requests that never reach GraphQL, so that callers see one form of errors.</summary>
internal static class JsonErrors
{
    /// <summary>The Content-Type of every JSON answer.</summary>
    public const string MediaType = "application/json; charset=utf-8";

    /// <summary>The seconds after which a caller may repeat a request that could not be served.</summary>
    private const string RetryAfterSeconds = "1";

    private static readonly JsonSerializerOptions Options = new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes <c>{"errors": [{"message", "extensions": {"code"}}]}</c>.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The status of the answer.</param>
    /// <param name="code">One of <see cref="HttpErrorCode"/>.</param>
    /// <param name="message">What was wrong and what would be right.</param>
    public static Task WriteAsync(HttpContext context, int status, string code, string message) =>
        WriteAsync(context, status, new Refusal(code, message));

    /// <summary>
    /// Writes a refusal, with <c>extensions.path</c> and <c>extensions.retriable</c> if it has them. With the status 503 or 504, the header
    /// <c>Retry-After</c> says when to try again.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The status of the answer.</param>
    /// <param name="refusal">What was wrong and what would be right.</param>
    /// <param name="hasData">Whether the answer says that there are no data, as an answer of GraphQL with status 200 does.</param>
    public static async Task WriteAsync(HttpContext context, int status, Refusal refusal, bool hasData = false)
    {
        var extensions = new ErrorExtensions(refusal.Code, refusal.Path, refusal.Retriable ? true : null);
        var errors = new ErrorList([new Error(refusal.Message, extensions)]);
        var body = hasData
            ? JsonSerializer.SerializeToUtf8Bytes(new { data = (object?)null, errors = errors.Items }, Options)
            : JsonSerializer.SerializeToUtf8Bytes(errors, Options);
        context.Response.StatusCode = status;
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status504GatewayTimeout)
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        context.Response.ContentType = MediaType;
        context.Response.Headers[HeaderNames.CacheControl] = "no-store";
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
