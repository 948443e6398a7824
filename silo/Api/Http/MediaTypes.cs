using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace MoCluster.Silo.Api.Http;

/// <summary>The media types of GraphQL over HTTP, and which of them a request asks for.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";

    public const string GraphQLResponse = "application/graphql-response+json";

    public const string Html = "text/html";

    /// <summary>
    /// The first of the offered types that the request likes best; the first offered when it says nothing, null when it accepts none.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="offered">The types that there are, the preferred first.</param>
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

    /// <summary>Whether a request's body is JSON in UTF-8, which many write without its dash.</summary>
    /// <param name="contentType">Its Content-Type; null when it has none.</param>
    public static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || IsUtf8(HeaderUtilities.RemoveQuotes(type.Charset)));

    private static bool IsUtf8(StringSegment charset) =>
        charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase);

    /// <summary>RFC 9110 §12.5.1: the most specific range that matches decides.</summary>
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
