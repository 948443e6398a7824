using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.Http;

/// <summary>
/// Restores the path of a request as it was sent. Kestrel decodes a path as a whole: it resolves <c>..</c> and leaves <c>%2F</c> encoded, so
/// that a name could not contain a slash, and <c>%2F</c> and <c>%252F</c> would be the same. Below <c>/v1</c> each segment is decoded on its own
/// instead, so a name in a path may hold any character.
/// </summary>
internal static class RawPath
{
    private const string Root = "/v1/";

    /// <summary>Sets the path of a request below <c>/v1</c> to the path that was sent, as <see cref="Normalise"/> writes it.</summary>
    /// <param name="context">The request.</param>
    /// <exception cref="MalformedRequestException">A segment is not percent-encoded UTF-8.</exception>
    public static void Restore(HttpContext context)
    {
        var sent = PathOf(context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "");

        // The conversion from a string would decode the path once more.
        if (sent.StartsWith(Root, StringComparison.OrdinalIgnoreCase) || context.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase))
            context.Request.Path = new PathString(Normalise(sent));
    }

    /// <summary>The path in a request target, which is a path with a query or an absolute URL.</summary>
    /// <param name="target">The request target.</param>
    public static string PathOf(string target)
    {
        var from = target.IndexOf("://", StringComparison.Ordinal) is var scheme and > 0 && target[0] != '/'
            ? target.IndexOf('/', scheme + 3)
            : 0;
        if (from < 0)
            return "/";
        var end = target.IndexOfAny(['?', '#'], from);
        return end < 0 ? target[from..] : target[from..end];
    }

    /// <summary>
    /// Decodes a path segment by segment. The characters <c>/</c> and <c>%</c> stay encoded, because they would end a segment or begin an encoding.
    /// </summary>
    /// <param name="path">The path as it was sent.</param>
    /// <exception cref="MalformedRequestException">A segment is not percent-encoded UTF-8.</exception>
    public static string Normalise(string path) => string.Join('/', path.Split('/').Select(segment =>
        DecodeBytes(segment).Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal)));

    /// <summary>Decodes a segment of a normalised path.</summary>
    /// <param name="segment">The segment.</param>
    public static string Decode(string segment) => Uri.UnescapeDataString(segment);

    private static string DecodeBytes(string segment)
    {
        if (!segment.Contains('%', StringComparison.Ordinal))
            return segment;
        var sent = Encoding.UTF8.GetBytes(segment);
        var bytes = new List<byte>(sent.Length);
        for (var i = 0; i < sent.Length; i++)
        {
            if (sent[i] != '%')
            {
                bytes.Add(sent[i]);
                continue;
            }

            if (i + 2 >= sent.Length || !byte.TryParse(sent.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
                throw NotEncoded(segment);
            bytes.Add(value);
            i += 2;
        }

        var decoded = bytes.ToArray();
        return Utf8.IsValid(decoded) ? Encoding.UTF8.GetString(decoded) : throw NotEncoded(segment);
    }

    private static MalformedRequestException NotEncoded(string segment) => new(
        $"'{segment}' in the path is not percent-encoded UTF-8: write each byte of a name as a letter, a digit, or % with two hexadecimal digits.");
}
