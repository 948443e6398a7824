using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.Http;

/// <summary>
/// The path of a request as it was sent. The server decodes a path as a whole: it takes <c>..</c> for a step back and leaves <c>%2F</c>
/// encoded, so that no name could hold a slash, and <c>%2F</c> and <c>%252F</c> would be the same. Below <c>/v1</c> a segment is therefore decoded
/// by itself, and may hold anything.
/// </summary>
internal static class RawPath
{
    private const string Root = "/v1/";

    /// <summary>Gives a request below <c>/v1</c> the path that was sent, in the one spelling of <see cref="Normalise"/>.</summary>
    /// <param name="context">The request.</param>
    /// <exception cref="MalformedRequestException">A segment is not percent-encoded UTF-8.</exception>
    public static void Restore(HttpContext context)
    {
        var sent = PathOf(context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "");

        // Not by the conversion of a string, which decodes it once more.
        if (sent.StartsWith(Root, StringComparison.OrdinalIgnoreCase) || context.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase))
            context.Request.Path = new PathString(Normalise(sent));
    }

    /// <summary>The path of a request's target: from the first slash of an origin, or after an absolute address, to the query.</summary>
    /// <param name="target">The target.</param>
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
    /// Decodes a path segment by segment, and leaves encoded what would end a segment or begin an encoding: <c>/</c> and <c>%</c>.
    /// </summary>
    /// <param name="path">The path as it was sent.</param>
    /// <exception cref="MalformedRequestException">A segment is not percent-encoded UTF-8.</exception>
    public static string Normalise(string path) => string.Join('/', path.Split('/').Select(segment =>
        DecodeBytes(segment).Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal)));

    /// <summary>What a segment of a normalised path says.</summary>
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
        $"'{segment}' in the path is not UTF-8, percent-encoded: the bytes of a name are letters, digits, or % with two hexadecimal digits.");
}
