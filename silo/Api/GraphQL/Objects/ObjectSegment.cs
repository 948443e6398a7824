using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Objects.States;

namespace MoCluster.Silo.Api.GraphQL.Objects;

/// <summary>The values of an object throughout one validity. The GraphQL object of the type shows them.</summary>
/// <param name="Uuid">The uuid of the object.</param>
/// <param name="Segment">The validity and the values.</param>
internal sealed record ObjectSegment(Guid Uuid, Segment Segment)
{
    /// <summary>The value of a field; null if it has none.</summary>
    /// <param name="field">The field.</param>
    public FieldValue? this[FieldDefinition field] => Segment.Values[field];

    /// <summary>The segments of a state that overlap an interval.</summary>
    /// <param name="uuid">The uuid of the object.</param>
    /// <param name="state">The state of the object.</param>
    /// <param name="within">The interval.</param>
    public static IReadOnlyList<ObjectSegment> Of(Guid uuid, ObjectState state, Validity within) =>
        [.. state.Segments.Where(segment => segment.Interval.Overlaps(within)).Select(segment => new ObjectSegment(uuid, segment))];

    /// <summary>The segment of a state at an instant; null if the object is not active then.</summary>
    /// <param name="uuid">The uuid of the object.</param>
    /// <param name="state">The state of the object.</param>
    /// <param name="instant">The instant.</param>
    public static ObjectSegment? At(Guid uuid, ObjectState state, DateTimeOffset instant) =>
        state.Segments.FirstOrDefault(segment => segment.Interval.Contains(instant)) is { } found ? new ObjectSegment(uuid, found) : null;

    /// <summary>
    /// The instant of this validity that is nearest to now: now itself, the last instant of a past validity, or the first instant of a future
    /// one. Referenced objects are shown as they are at this instant.
    /// </summary>
    /// <param name="now">The current instant.</param>
    public DateTimeOffset Nearest(DateTimeOffset now)
    {
        var (from, to) = Segment.Interval;
        return now < from ? from : now >= to ? to.AddTicks(-1) : now;
    }
}
