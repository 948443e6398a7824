using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Primitives;
using MoCluster.Silo.Errors;
using MoCluster.Silo.Triggers.Http;

namespace MoCluster.Silo.Api.Http;

/// <summary>Reads headers of requests.</summary>
internal static class RequestHeaders
{
    /// <summary>The name of the header with the idempotency key.</summary>
    public const string IdempotencyHeader = "Idempotency-Key";

    /// <summary>The idempotency key of a request; null without one.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="MalformedRequestException">The header is given more than once, or the key is invalid.</exception>
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

    /// <summary>The objects under the mutation whose HTTP trigger sent a request; empty without the header <see cref="MutationChain.Header"/>.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="MalformedRequestException">The header is not as the trigger got it.</exception>
    public static ImmutableArray<ObjectKey> MutationChainOf(HttpRequest request)
    {
        var given = request.Headers[MutationChain.Header];
        if (given.Count == 0)
            return [];
        return MutationChain.Read(given.ToString())
            ?? throw new MalformedRequestException($"The header {MutationChain.Header} must be sent as the HTTP trigger got it.");
    }
}
