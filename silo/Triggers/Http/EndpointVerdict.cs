using System.Net;
using System.Text.Json;

namespace MoCluster.Silo.Triggers.Http;

/// <summary>
/// Judges the answer of an endpoint: status 200 accepts, everything else refuses with the text in <c>detail</c> (docs/os2mo.md §7). An answer of
/// status 200 must be JSON, as in OS2mo, or empty: a web page that a proxy sends instead of the endpoint accepts nothing.
/// </summary>
internal static class EndpointVerdict
{
    /// <summary>Judges an answer.</summary>
    /// <param name="status">The status.</param>
    /// <param name="body">The body.</param>
    /// <returns>Why the endpoint refuses; null when it accepts.</returns>
    public static string? Refusal(HttpStatusCode status, ReadOnlyMemory<byte> body)
    {
        using var json = Parse(body);
        if (status == HttpStatusCode.OK)
            return json is not null || body.IsEmpty ? null : "The endpoint answered 200 with a body that is not JSON.";
        if (json?.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("detail", out var detail))
            return detail.ValueKind == JsonValueKind.String ? detail.GetString()! : detail.GetRawText();
        var redirected = (int)status is >= 300 and < 400 ? " Redirects are not followed; configure the address to which it leads." : "";
        return $"The endpoint answered {(int)status}, without a detail. Only 200 accepts.{redirected}";
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
