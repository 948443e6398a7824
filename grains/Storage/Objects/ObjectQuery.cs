using System.Collections.Immutable;
using MoCluster.GrainInterfaces;

namespace MoCluster.Grains.Storage.Objects;

/// <summary>Which objects are listed. What is default restricts nothing; an empty list finds nothing (os2mo.md §1.4).</summary>
/// <param name="Type">The type's routing key.</param>
/// <param name="Limit">At most so many, up to <see cref="StoreLimits.MaxBatch"/>.</param>
/// <param name="After">Those with a uuid above this one, as <see cref="Guid.CompareTo(Guid)"/> orders; null from the first.</param>
/// <param name="Uuids">Those with one of these uuids.</param>
/// <param name="UserKeys">Those that have, at any time of the current registration, one of these user keys.</param>
/// <param name="Active">Those active somewhere in this interval; null for whether active or not.</param>
public sealed record ObjectQuery(
    string Type,
    int Limit,
    Guid? After = null,
    ImmutableArray<Guid> Uuids = default,
    ImmutableArray<string> UserKeys = default,
    Validity? Active = null);
