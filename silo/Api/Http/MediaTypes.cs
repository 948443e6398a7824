using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace MoCluster.Silo.Api.Http;

/// <summary>The media types of the API, and the choice among them.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";

    public const string GraphQLResponse = "application/graphql-response+json";

    public const string Html = "text/html";

    public const string Lines = "application/x-ndjson";

    /// <summary>
    /// Chooses the media type that a request prefers. It is the first one if the request has no preference, and null if the request accepts none.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="offered">The available types, the preferred one first.</param>
    public static string? Choose(HttpRequest request, params ReadOnlySpan<string> offered)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted) || accepted.Count == 0)
            return offered[0];
        string? best = null;
        var bestQuality = 0.0;
        foreach (var type in offered)
        {
            var quality = Quality(accepted, new MediaTypeHeaderValue(type));
            if (quality > bestQuality)
                (best, bestQuality) = (type, quality);
        }

        return best;
    }

    /// <summary>Whether a body is declared as JSON in UTF-8. Many clients write <c>utf8</c> without the dash.</summary>
    /// <param name="contentType">The header Content-Type; null without one.</param>
    public static bool IsJson(string? contentType) => Is(contentType, Json);

    /// <summary>Whether a body is declared as lines of JSON in UTF-8, by one of the names in use.</summary>
    /// <param name="contentType">The header Content-Type; null without one.</param>
    public static bool IsLines(string? contentType) => Is(contentType, Lines, "application/ndjson", "application/jsonl");

    private static bool Is(string? contentType, params ReadOnlySpan<string> names) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && Any(type.MediaType, names)
        && (!type.Charset.HasValue || IsUtf8(HeaderUtilities.RemoveQuotes(type.Charset)));

    private static bool Any(StringSegment given, ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (given.Equals(name, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static bool IsUtf8(StringSegment charset) =>
        charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase);

    /// <summary>The quality of a type. By RFC 9110 §12.5.1 the most specific matching range decides.</summary>
    private static double Quality(IList<MediaTypeHeaderValue> accepted, MediaTypeHeaderValue offered)
    {
        MediaTypeHeaderValue? match = null;
        foreach (var range in accepted)
        {
            if (Matches(range, offered) && (match is null || Specificity(range) > Specificity(match)))
                match = range;
        }

        return match is null ? 0 : match.Quality ?? 1;
    }

    private static bool Matches(MediaTypeHeaderValue range, MediaTypeHeaderValue offered) =>
        range.MatchesAllTypes
        || (range.Type.Equals(offered.Type, StringComparison.OrdinalIgnoreCase)
            && (range.MatchesAllSubTypes || range.SubType.Equals(offered.SubType, StringComparison.OrdinalIgnoreCase)));

    private static int Specificity(MediaTypeHeaderValue range) => range.MatchesAllTypes ? 0 : range.MatchesAllSubTypes ? 1 : 2;
}
