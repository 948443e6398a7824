using MoCluster.Grains.Primitives;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.Http;

/// <summary>What headers of requests say.</summary>
internal static class RequestHeaders
{
    /// <summary>Under what the result of a request is kept.</summary>
    public const string IdempotencyHeader = "Idempotency-Key";

    /// <summary>The caller's key under which results are kept; null for none.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="MalformedRequestException">There are several, or it is none that can be kept.</exception>
    public static string? IdempotencyKeyOf(HttpRequest request)
    {
        var keys = request.Headers[IdempotencyHeader];
        if (keys.Count > 1)
            throw new MalformedRequestException($"The header {IdempotencyHeader} is given more than once.");
        var key = keys.ToString();
        if (key.Length == 0)
            return null;
        return NameRules.CheckIdempotencyKey(key) is { } wrong
            ? throw new MalformedRequestException($"The header {IdempotencyHeader}: {wrong.Message}")
            : key;
    }
}
