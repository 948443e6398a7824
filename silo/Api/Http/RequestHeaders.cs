using MoCluster.GrainInterfaces;

namespace MoCluster.Silo.Api.Http;

/// <summary>What headers of requests say.</summary>
internal static class RequestHeaders
{
    private const string IdempotencyHeader = "Idempotency-Key";

    /// <summary>The caller's key under which results are kept; null for none.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="MalformedRequestException">There are several, or it is too long.</exception>
    public static string? IdempotencyKeyOf(HttpRequest request)
    {
        var keys = request.Headers[IdempotencyHeader];
        if (keys.Count > 1)
            throw new MalformedRequestException($"The header {IdempotencyHeader} is given more than once.");
        var key = keys.ToString();
        return key.Length <= IdempotencyKey.MaxLength
            ? key.Length == 0 ? null : key
            : throw new MalformedRequestException(
                $"The header {IdempotencyHeader} has {key.Length} characters; it may have {IdempotencyKey.MaxLength} at most.");
    }
}
