using MoCluster.Grains.Objects.Calendar;

namespace MoCluster.Silo.Api.GraphQL.Objects.Reads;

/// <summary>Chooses the values that OS2mo shows as the current ones (docs/os2mo.md §10.2).</summary>
internal static class CurrentSegment
{
    /// <summary>
    /// The one of the found segments that is valid today, by days: both the day on which it begins and the day on which it ends belong to it. Of two, the
    /// one without an end, else with the later end.
    /// </summary>
    /// <param name="segments">The segments, in order of time.</param>
    /// <param name="now">The current instant.</param>
    /// <returns>The segment; null if none is valid today.</returns>
    public static ObjectSegment? Of(IReadOnlyList<ObjectSegment> segments, DateTimeOffset now)
    {
        var today = DayOf(now);
        for (var i = segments.Count - 1; i >= 0; i--)
        {
            var (from, to) = segments[i].Segment.Interval;
            if (DayOf(from) <= today && today <= DayOf(to))
                return segments[i];
        }

        return null;
    }

    private static DateOnly DayOf(DateTimeOffset instant) => instant == DateTimeOffset.MinValue
        ? DateOnly.MinValue
        : instant == DateTimeOffset.MaxValue ? DateOnly.MaxValue : DateOnly.FromDateTime(ValidityCalendar.Copenhagen.ToLocal(instant).DateTime);
}
