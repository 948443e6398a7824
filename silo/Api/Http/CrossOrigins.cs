using Microsoft.Net.Http.Headers;
using MoCluster.Silo.Configuration;

namespace MoCluster.Silo.Api.Http;

/// <summary>
/// Lets pages of other origins call the API from a browser (CORS), as OS2mo does. Cookies are never allowed: a page must show a token that it got
/// itself, so a page that a user happens to open can do nothing.
/// </summary>
/// <param name="origins">The origins; <c>*</c> for any.</param>
internal sealed class CrossOrigins(TextList origins)
{
    private const string Any = "*";
    private const string AllowedMethods = "GET, HEAD, POST, OPTIONS";
    private const string AllowedHeaders = "Accept, Accept-Language, Authorization, Content-Language, Content-Type, X-Request-ID";
    private const string AgeSeconds = "600";

    /// <summary>Adds the headers of an answer to an allowed origin, and answers its questions of what it may send.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">The rest of the pipeline.</param>
    public Task RunAsync(HttpContext context, RequestDelegate next)
    {
        var origin = context.Request.Headers.Origin.ToString();
        var isAny = origins.Values.Contains(Any);
        if (origin.Length == 0 || (!isAny && !origins.Values.Contains(origin)))
            return next(context);
        var answer = context.Response.Headers;
        answer.AccessControlAllowOrigin = isAny ? Any : origin;
        answer.AccessControlExposeHeaders = "Link, Location";
        if (!isAny)
            answer.Append(HeaderNames.Vary, HeaderNames.Origin);
        if (!HttpMethods.IsOptions(context.Request.Method) || context.Request.Headers.AccessControlRequestMethod.Count == 0)
            return next(context);
        answer.AccessControlAllowMethods = AllowedMethods;
        answer.AccessControlAllowHeaders = AllowedHeaders;
        answer.AccessControlMaxAge = AgeSeconds;
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
