using System.Globalization;
using MoCluster.GrainInterfaces;

namespace MoCluster.Grains.Objects;

/// <summary>
/// Knows the days on which validities begin and end. They do so at midnight in the organisation's zone, and at no other time, as
/// OS2mo has it (os2mo.md §4); a time that is not midnight is refused, never rounded.
/// </summary>
public sealed class ValidityCalendar
{
    private static readonly string[] LocalFormats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF"];

    private static readonly string[] OffsetFormats =
        [.. LocalFormats.Skip(1).SelectMany(format => new[] { $"{format}'Z'", $"{format}zzz" })];

    private readonly TimeZoneInfo _zone;

    /// <summary>Makes the calendar of a zone.</summary>
    /// <param name="zone">The zone.</param>
    public ValidityCalendar(TimeZoneInfo zone) => _zone = zone;

    /// <summary>The calendar of OS2mo's own zone, Europe/Copenhagen.</summary>
    /// <exception cref="TimeZoneNotFoundException">The machine has no time zone data.</exception>
    public static ValidityCalendar Copenhagen { get; } = new(FindCopenhagen());

    /// <summary>The instant at which a day begins in the zone.</summary>
    /// <param name="day">The day.</param>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, _zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    /// <summary>An instant as the clocks of the zone show it.</summary>
    /// <param name="instant">The instant.</param>
    public DateTimeOffset ToLocal(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, _zone);

    /// <summary>Reads the instant at which a validity begins or ends.</summary>
    /// <param name="text">A day, or a date and time of RFC 3339; without an offset it is local time.</param>
    /// <param name="path">Where it stands in the input.</param>
    /// <returns>The instant in UTC, or why it is none.</returns>
    public Outcome<DateTimeOffset> Read(string text, string path)
    {
        if (!TryParse(text, out var instant))
        {
            return new Refusal(ObjectCode.InvalidInput, $"cannot parse '{Shorten(text)}': a validity begins and ends on a day such as "
                + "'2021-01-01', or at its midnight, '2021-01-01T00:00:00+01:00'.", path);
        }
        if (instant.Year is 1 or 9999)
        {
            return new Refusal(ObjectCode.InvalidInput, $"'{text}' is no day in the life of an object. A validity whose beginning or end "
                + "is open says null.", path);
        }
        var local = TimeZoneInfo.ConvertTime(instant, _zone);
        if (local.TimeOfDay == TimeSpan.Zero)
            return instant.ToUniversalTime();
        var day = DateOnly.FromDateTime(local.DateTime);
        return new Refusal(ObjectCode.InvalidInput, $"'{Local(local)}' is not at midnight! Validities begin and end at midnight in "
            + $"{_zone.Id}: '{LocalStartOf(day)}' or '{LocalStartOf(day.AddDays(1))}'.", path);
    }

    /// <summary>Writes an interval for people: its days in the zone, the end not in it, and nothing where an end is open.</summary>
    /// <param name="interval">The interval.</param>
    public string Describe(Validity interval) => $"[{Day(interval.From)}, {Day(interval.To)})";

    private string Day(DateTimeOffset instant)
    {
        if (instant == DateTimeOffset.MinValue || instant == DateTimeOffset.MaxValue)
            return "…";
        var local = TimeZoneInfo.ConvertTime(instant, _zone);
        return local.TimeOfDay == TimeSpan.Zero ? local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : Local(local);
    }

    private bool TryParse(string text, out DateTimeOffset instant)
    {
        instant = default;
        if (DateTime.TryParseExact(text, LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            if (local.Year is 1 or 9999)
                instant = new DateTimeOffset(local, TimeSpan.Zero);
            else
                instant = new DateTimeOffset(local, _zone.GetUtcOffset(local));
            return true;
        }
        return DateTimeOffset.TryParseExact(text, OffsetFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);
    }

    private string LocalStartOf(DateOnly day) => Local(TimeZoneInfo.ConvertTime(StartOf(day), _zone));

    private static string Local(DateTimeOffset local) => local.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);

    private static string Shorten(string text) => text.Length <= 64 ? text : text[..64] + "…";

    private static TimeZoneInfo FindCopenhagen() =>
        TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Copenhagen", out var zone) ? zone
        // Windows knows the zone by this name where it has no ICU.
        : TimeZoneInfo.TryFindSystemTimeZoneById("Romance Standard Time", out zone) ? zone
        : throw new TimeZoneNotFoundException("The machine knows no zone 'Europe/Copenhagen', in which validities begin and end: install its tzdata.");
}
