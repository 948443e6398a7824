using MoCluster.GrainInterfaces;
using MoCluster.Grains.Objects.Calendar;

namespace MoCluster.Silo.Api.GraphQL.Versions;

/// <summary>
/// Turns the ends of validities between what a dialect says and what is stored. Stored is the first instant that no longer belongs to a validity.
/// OS2mo's v28 and earlier versions say the last day instead (<see cref="Dialect.EndsOnLastDay"/>, docs/os2mo.md §8.1).
/// </summary>
internal static class ValidityEnds
{
    private static readonly ValidityCalendar Calendar = ValidityCalendar.Copenhagen;

    /// <summary>The end of a validity as callers of a dialect see it, in the zone of the organisation; null if it has none.</summary>
    /// <param name="dialect">The dialect.</param>
    /// <param name="validity">The validity, as it is stored.</param>
    public static DateTimeOffset? ShownEnd(this Dialect dialect, Validity validity)
    {
        if (validity.To == DateTimeOffset.MaxValue)
            return null;
        var end = Calendar.ToLocal(validity.To);
        if (!dialect.EndsOnLastDay)
            return end;
        var last = DateOnly.FromDateTime(end.AddMinutes(-1).DateTime);
        return Calendar.ToLocal(Calendar.StartOf(last));
    }

    /// <summary>The end to store for one that a caller of a dialect gave.</summary>
    /// <param name="dialect">The dialect.</param>
    /// <param name="given">The given end. One that is not the start of a day stays as it is, and is refused later.</param>
    public static DateTimeOffset StoredEnd(this Dialect dialect, DateTimeOffset given)
    {
        if (!dialect.EndsOnLastDay || given.Year >= DateTimeOffset.MaxValue.Year || !Calendar.IsStartOfDay(given))
            return given;
        return Calendar.StartOf(DateOnly.FromDateTime(Calendar.ToLocal(given).DateTime).AddDays(1));
    }
}
