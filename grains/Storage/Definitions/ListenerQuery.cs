using System.Collections.Immutable;

namespace MoCluster.Grains.Storage.Definitions;

/// <summary>Selects listeners. A filter that is default matches all; an empty list matches none (docs/os2mo.md §4.1).</summary>
/// <param name="Uuids">Those with one of these uuids.</param>
/// <param name="UserKeys">Those with one of these user keys.</param>
/// <param name="Owners">Those of one of these owners.</param>
/// <param name="Namespaces">Those in one of these namespaces, by canonical name.</param>
/// <param name="RoutingKeys">Those with one of these routing keys.</param>
/// <param name="After">Those with a uuid above this one; null for all.</param>
/// <param name="Limit">The most listeners to return, up to <see cref="StoreLimits.MaxBatch"/>.</param>
public sealed record ListenerQuery(
    ImmutableArray<Guid> Uuids = default,
    ImmutableArray<string> UserKeys = default,
    ImmutableArray<Guid> Owners = default,
    ImmutableArray<string> Namespaces = default,
    ImmutableArray<string> RoutingKeys = default,
    Guid? After = null,
    int Limit = StoreLimits.MaxBatch);
