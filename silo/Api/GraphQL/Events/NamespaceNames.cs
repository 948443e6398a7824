using MoCluster.GrainInterfaces;
using MoCluster.Silo.Api.GraphQL.Versions;

namespace MoCluster.Silo.Api.GraphQL.Events;

/// <summary>
/// The names of namespaces in a dialect. MoCluster's own namespace is stored as <c>MO</c>. In OS2mo's versions it is <c>mo</c>, and no namespace is called
/// <c>MO</c> (docs/os2mo.md §1).
/// </summary>
internal static class NamespaceNames
{
    /// <summary>The name of MoCluster's own namespace.</summary>
    /// <param name="dialect">The dialect.</param>
    public static string Native(Dialect dialect) => dialect.IsOwn ? StreamKey.NativeNamespace : "mo";

    /// <summary>The stored name of a namespace; null if no namespace has that name in the dialect.</summary>
    /// <param name="dialect">The dialect.</param>
    /// <param name="given">The name as a caller wrote it.</param>
    public static string? Stored(Dialect dialect, string given) =>
        !dialect.IsOwn && given == StreamKey.NativeNamespace ? null : StreamKey.CanonicalNamespace(given);

    /// <summary>The name that callers see.</summary>
    /// <param name="dialect">The dialect.</param>
    /// <param name="stored">The stored name.</param>
    public static string Shown(Dialect dialect, string stored) => stored == StreamKey.NativeNamespace ? Native(dialect) : stored;
}
