using System.Collections.Immutable;
using MoCluster.GrainInterfaces;

namespace MoCluster.Grains.Storage.Objects;

/// <summary>Selects objects. A filter that is default matches all; an empty list matches none (docs/os2mo.md §4.1).</summary>
/// <param name="Type">The type's routing key.</param>
/// <param name="Limit">The most objects to return, up to <see cref="StoreLimits.MaxBatch"/>.</param>
/// <param name="After">Those with a uuid above this one in the order of <see cref="Guid.CompareTo(Guid)"/>; null for all.</param>
/// <param name="Uuids">Those with one of these uuids.</param>
/// <param name="UserKeys">Those whose current registration has one of these user keys at any time.</param>
/// <param name="Active">Those that are active at some time in this interval; null for all.</param>
public sealed record ObjectQuery(
    string Type,
    int Limit,
    Guid? After = null,
    ImmutableArray<Guid> Uuids = default,
    ImmutableArray<string> UserKeys = default,
    Validity? Active = null);
