using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Silo.Security;

namespace MoCluster.Silo.Application;

/// <summary>A request as the application layer sees it: who calls, what they may do, and what time it is. It is the same for every protocol.</summary>
internal sealed record ApiRequest
{
    /// <summary>The longest path that is stored as it is. A path holds an alias, and a caller may choose an alias of any length.</summary>
    private const int LongestPath = 255;

    /// <summary>The caller. Grains act for it.</summary>
    public required Actor Actor { get; init; }

    /// <summary>The roles of the caller.</summary>
    public required CallerRoles Roles { get; init; }

    /// <summary>The name of the caller, for people; null if it is not known.</summary>
    public string? CallerName { get; init; }

    /// <summary>The email address of the caller; null if it is not known.</summary>
    public string? CallerEmail { get; init; }

    /// <summary>The current instant by the store's clock. It stays the same throughout the request.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The incarnation of the store. A cursor with another incarnation was made before the data was restored.</summary>
    public required Guid Incarnation { get; init; }

    /// <summary>The value of the header <c>Idempotency-Key</c>; null without the header.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Whether triggers are skipped.</summary>
    public bool Triggerless { get; init; }

    /// <summary>Whether a list without a limit is whole, as clients of OS2mo's versions expect it.</summary>
    public bool ListsAreWhole { get; init; }

    /// <summary>The objects under the mutation whose HTTP trigger makes this request; empty for a request of anybody else.</summary>
    public ImmutableArray<ObjectKey> Chain { get; init; } = [];

    /// <summary>Cancelled when the process stops, to cut waits short.</summary>
    public CancellationToken Stopping { get; init; }

    /// <summary>The key under which the result of one part of the request is stored; null when the caller gave no key.</summary>
    /// <param name="path">The path of the part, for example that of a GraphQL field.</param>
    /// <param name="index">The index of the part in a list; 0 for a single one.</param>
    public IdempotencyKey? IdempotencyKeyOf(string path, int index = 0) =>
        IdempotencyKey is { } given ? new IdempotencyKey(Actor.Uuid, given, Bound(path), index) : null;

    private static string Bound(string path) => path.Length <= LongestPath
        ? path
        : $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))}";
}
