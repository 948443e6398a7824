using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Objects.States;

namespace MoCluster.Silo.Api.GraphQL.Objects.Reads;

/// <summary>The values of an object throughout one validity. The GraphQL object of the type shows them.</summary>
/// <param name="Uuid">The uuid of the object.</param>
/// <param name="Segment">The validity and the values.</param>
internal sealed record ObjectSegment(Guid Uuid, Segment Segment)
{
    /// <summary>The value of a field; null if it has none.</summary>
    /// <param name="field">The field.</param>
    public FieldValue? this[FieldDefinition field] => Segment.Values[field];

    /// <summary>Whether the segment of the object that comes next, if there is one, begins where this one ends.</summary>
    public bool IsContinued { get; init; }

    /// <summary>The uuids to which a reference refers, none if it has no value.</summary>
    /// <param name="field">The field, a reference.</param>
    public IReadOnlyList<Guid> Targets(FieldDefinition field) => Segment.Values[field] switch
    {
        FieldValue.Uuid one => [one.Value],
        FieldValue.Uuids several => several.Values,
        _ => [],
    };

    /// <summary>The first segment of a state that overlaps an interval; null if none does.</summary>
    /// <param name="uuid">The uuid of the object.</param>
    /// <param name="state">The state of the object.</param>
    /// <param name="within">The interval.</param>
    public static ObjectSegment? FirstOf(Guid uuid, ObjectState state, Validity within) =>
        Of(uuid, state, within) is [var first, ..] ? first : null;

    /// <summary>The segments of a state that overlap an interval.</summary>
    /// <param name="uuid">The uuid of the object.</param>
    /// <param name="state">The state of the object.</param>
    /// <param name="within">The interval.</param>
    public static IReadOnlyList<ObjectSegment> Of(Guid uuid, ObjectState state, Validity within)
    {
        var found = new List<ObjectSegment>(1);
        var segments = state.Segments;
        for (var i = 0; i < segments.Length; i++)
        {
            if (segments[i].Interval.Overlaps(within))
                found.Add(new ObjectSegment(uuid, segments[i]) { IsContinued = i + 1 < segments.Length && segments[i + 1].Interval.From == segments[i].Interval.To });
        }

        return found;
    }
}
