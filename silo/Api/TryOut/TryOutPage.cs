using System.Security.Cryptography;
using System.Text;
using MoCluster.Silo.Api.Http;

namespace MoCluster.Silo.Api.TryOut;

/// <summary>
/// Serves the try-out page, on which users read the documentation of the schema and try operations in a browser. It is one answer that loads
/// nothing from elsewhere, made of the files beside this class.
/// </summary>
internal static class TryOutPage
{
    /// <summary>The parts of the script in the order in which they run.</summary>
    private static readonly string[] Scripts = ["schema.js", "completion.js", "editor.js", "docs.js", "page.js"];

    private static readonly string Style = Load("page.css");
    private static readonly string Script = "\"use strict\";\n" + string.Concat(Scripts.Select(Load));
    private static readonly byte[] Page = Encoding.UTF8.GetBytes(
        Load("page.html").Replace("{{style}}", Style, StringComparison.Ordinal).Replace("{{script}}", Script, StringComparison.Ordinal));

    /// <summary>Allows only the page's own style and script, which it identifies by their hashes.</summary>
    private static readonly string Policy =
        $"default-src 'none'; connect-src 'self'; style-src '{Hash(Style)}'; script-src '{Hash(Script)}'; img-src data:; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'";

    /// <summary>Whether a browser opens the address. A program that asks for data does not get the page.</summary>
    /// <param name="request">A GET.</param>
    public static bool IsAskedFor(HttpRequest request) =>
        request.Query["query"].Count == 0
        && request.Headers.Accept.ToString().Contains(MediaTypes.Html, StringComparison.OrdinalIgnoreCase)
        && MediaTypes.Choose(request, MediaTypes.Html, MediaTypes.Json, MediaTypes.GraphQLResponse) == MediaTypes.Html;

    /// <summary>Writes the page.</summary>
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

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    /// <summary>The text of a file, with the line ends to which browsers convert all others before they hash.</summary>
    private static string Load(string name)
    {
        using var stream = typeof(TryOutPage).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly was built without its resource '{name}'.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
