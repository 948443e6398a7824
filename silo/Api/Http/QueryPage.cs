using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace MoCluster.Silo.Api.Http;

/// <summary>The page on which a browser tries queries: one file from this process, which loads nothing from elsewhere.</summary>
internal static partial class QueryPage
{
    private static readonly byte[] Page = Load();
    private static readonly string Policy = ContentSecurityPolicy(Encoding.UTF8.GetString(Page));

    /// <summary>Whether a browser opens the address, rather than a program asking for data.</summary>
    /// <param name="request">A GET.</param>
    public static bool IsAskedFor(HttpRequest request) =>
        request.Query["query"].Count == 0
        && request.Headers.Accept.ToString().Contains(MediaTypes.Html, StringComparison.OrdinalIgnoreCase)
        && MediaTypes.Choose(request, MediaTypes.Html, MediaTypes.Json, MediaTypes.GraphQLResponse) == MediaTypes.Html;

    /// <summary>Answers the page.</summary>
    /// <param name="context">The request.</param>
    public static async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = Page.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.Body.WriteAsync(Page, context.RequestAborted);
    }

    /// <summary>Nothing runs on the page but its own style and script, known by their hashes.</summary>
    private static string ContentSecurityPolicy(string page)
    {
        var style = Hash(StylePattern().Match(page).Groups[1].Value);
        var script = Hash(ScriptPattern().Match(page).Groups[1].Value);
        return $"default-src 'none'; connect-src 'self'; style-src '{style}'; script-src '{script}'; img-src data:; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'";
    }

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static byte[] Load()
    {
        using var stream = typeof(QueryPage).Assembly.GetManifestResourceStream("page.html")
            ?? throw new InvalidOperationException("The assembly was built without its resource 'page.html'.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex StylePattern();

    [GeneratedRegex("<script>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex ScriptPattern();
}
