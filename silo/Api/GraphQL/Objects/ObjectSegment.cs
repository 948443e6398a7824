using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Objects.States;

namespace MoCluster.Silo.Api.GraphQL.Objects;

/// <summary>An object's values throughout one validity: what the type's own GraphQL object shows.</summary>
/// <param name="Uuid">The object.</param>
/// <param name="Segment">The validity and the values.</param>
internal sealed record ObjectSegment(Guid Uuid, Segment Segment)
{
    /// <summary>The value of a field; null when it has none.</summary>
    /// <param name="field">The field.</param>
    public FieldValue? this[FieldDefinition field] => Segment.Values[field];

    /// <summary>The segments of a state that have an instant in common with an interval.</summary>
    /// <param name="uuid">The object.</param>
    /// <param name="state">Its state.</param>
    /// <param name="within">The interval.</param>
    public static IReadOnlyList<ObjectSegment> Of(Guid uuid, ObjectState state, Validity within) =>
        [.. state.Segments.Where(segment => segment.Interval.Overlaps(within)).Select(segment => new ObjectSegment(uuid, segment))];

    /// <summary>The segment of a state at an instant; null where the object is not active.</summary>
    /// <param name="uuid">The object.</param>
    /// <param name="state">Its state.</param>
    /// <param name="instant">The instant.</param>
    public static ObjectSegment? At(Guid uuid, ObjectState state, DateTimeOffset instant) =>
        state.Segments.FirstOrDefault(segment => segment.Interval.Contains(instant)) is { } found ? new ObjectSegment(uuid, found) : null;

    /// <summary>
    /// The instant of this validity that is nearest to now, at which the objects it refers to are shown: now itself, or the last
    /// instant of a past validity, or the first of a future one.
    /// </summary>
    /// <param name="now">Now.</param>
    public DateTimeOffset Nearest(DateTimeOffset now)
    {
        var (from, to) = Segment.Interval;
        return now < from ? from : now >= to ? to.AddTicks(-1) : now;
    }
}
