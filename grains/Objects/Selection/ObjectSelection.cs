using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;

namespace MoCluster.Grains.Objects.Selection;

/// <summary>
/// Says which objects to find, as a filter of the API does: those of a type that are active at some time within an interval and that meet every condition.
/// A deleted object is never active, so it is never found. Immutable.
/// </summary>
public sealed record ObjectSelection
{
    /// <summary>The type of the objects.</summary>
    public required TypeDefinition Type { get; init; }

    /// <summary>
    /// An object is found if a segment of its state overlaps this interval. Each condition is met by one of these segments, not all conditions by the same
    /// one, as in OS2mo.
    /// </summary>
    public required Validity Interval { get; init; }

    /// <summary>The objects are looked at as they were registered at this instant; null for now.</summary>
    public DateTimeOffset? KnownAt { get; init; }

    /// <summary>Only objects with one of these uuids. Default matches all, an empty list none.</summary>
    public ImmutableArray<Guid> Uuids { get; init; }

    /// <summary>The conditions, all of which an object must meet.</summary>
    public ImmutableArray<SelectionCondition> Conditions { get; init; } = [];
}
