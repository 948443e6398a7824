using System.Security.Cryptography;
using System.Text;
using MoCluster.GrainInterfaces;

namespace MoCluster.Silo.Api.GraphQL;

/// <summary>Under what the result of a part of a request is kept, where the caller gave a key.</summary>
internal static class KeptUnder
{
    /// <summary>The longest path that is kept as it is. A path holds an alias, which is as long as the caller likes.</summary>
    private const int LongestPath = 255;

    /// <summary>The key of a part of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="path">Which part.</param>
    /// <param name="index">Its place in a list; 0 for a single one.</param>
    /// <returns>The key; null where the caller gave none.</returns>
    public static IdempotencyKey? Of(ApiRequest request, string path, int index = 0) => request.IdempotencyKey is { } given
        ? new IdempotencyKey(request.Actor.Uuid, given, Bound(path), index)
        : null;

    private static string Bound(string path) => path.Length <= LongestPath
        ? path
        : $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))}";
}
