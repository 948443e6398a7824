using System.Globalization;
using MoCluster.GrainInterfaces;

namespace MoCluster.Grains.Objects;

/// <summary>
/// Knows the days on which validities begin and end. They do so at the start of a day in the organisation's zone, and at no other
/// time, as OS2mo has it (os2mo.md §4); another time is refused, never rounded. A day starts at its midnight. Where the clocks skip
/// midnight, as in Copenhagen on 1940-05-15, it starts at the first time that they show; where they show it twice, at the first.
/// </summary>
/// <remarks>
/// .NET knows the offsets of zones to the minute. Those of before 1894 have seconds: Copenhagen's is +00:50:20, of which .NET makes
/// +00:51. What OS2mo writes of such a day is read as the start of the same day (<see cref="TryReadOffsetWithSeconds"/>).
/// </remarks>
public sealed class ValidityCalendar
{
    /// <summary>The length of <c>+00:50:20</c>.</summary>
    private const int OffsetWithSeconds = 9;

    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF"];

    private static readonly string[] LocalFormats = ["yyyy-MM-dd", .. TimeFormats];

    private static readonly string[] OffsetFormats =
        [.. TimeFormats.SelectMany(format => new[] { $"{format}'Z'", $"{format}zzz" })];

    private readonly TimeZoneInfo _zone;

    /// <summary>Makes the calendar of a zone.</summary>
    /// <param name="zone">The zone.</param>
    public ValidityCalendar(TimeZoneInfo zone) => _zone = zone;

    /// <summary>The calendar of OS2mo's own zone, Europe/Copenhagen.</summary>
    /// <exception cref="TimeZoneNotFoundException">The machine has no time zone data.</exception>
    public static ValidityCalendar Copenhagen { get; } = new(FindCopenhagen());

    /// <summary>The first instant of a day in the zone, in UTC. Of a day that the zone left out, it is that of the next day.</summary>
    /// <param name="day">The day.</param>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        // The same clock time comes first by the greater offset.
        var offset = _zone.IsAmbiguousTime(midnight) ? _zone.GetAmbiguousTimeOffsets(midnight).Max() : _zone.GetUtcOffset(midnight);
        var start = new DateTimeOffset(midnight, offset).ToUniversalTime();
        return TimeZoneInfo.ConvertTime(start, _zone).DateTime == midnight ? start : FirstNotBefore(midnight, start);
    }

    /// <summary>Whether an instant is the start of a day in the zone.</summary>
    /// <param name="instant">The instant.</param>
    public bool IsStartOfDay(DateTimeOffset instant) => IsStartOfDay(instant, ToLocal(instant));

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
        var local = ToLocal(instant);
        if (IsStartOfDay(instant, local))
            return instant.ToUniversalTime();
        var day = DateOnly.FromDateTime(local.DateTime);
        return new Refusal(ObjectCode.InvalidInput, $"'{Local(local)}' is not at midnight! Validities begin and end at midnight in "
            + $"{_zone.Id}: '{LocalStartOf(day)}' or '{LocalStartOf(day.AddDays(1))}'.", path);
    }

    /// <summary>
    /// Reads a date and time whose offset has seconds, such as <c>1893-05-01T00:00:00+00:50:20</c>, which OS2mo writes of times before
    /// 1894. An offset less than a minute from the zone's own is taken for it, as .NET does not know the zone's to the second.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="instant">The instant in UTC.</param>
    /// <returns>Whether the text is such a one.</returns>
    public bool TryReadOffsetWithSeconds(string text, out DateTimeOffset instant)
    {
        instant = default;
        if (text.Length <= OffsetWithSeconds
            || text[^OffsetWithSeconds] is not ('+' or '-')
            || !TimeSpan.TryParseExact(text.AsSpan(text.Length - OffsetWithSeconds + 1), @"hh\:mm\:ss", CultureInfo.InvariantCulture, out var offset)
            || offset > TimeSpan.FromHours(14)
            || !DateTime.TryParseExact(text[..^OffsetWithSeconds], TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            || local.Year is 1 or 9999)
        {
            return false;
        }
        offset = text[^OffsetWithSeconds] == '-' ? -offset : offset;
        instant = (offset - _zone.GetUtcOffset(local)).Duration() < TimeSpan.FromMinutes(1)
            ? OfLocal(local)
            : new DateTimeOffset(local - offset, TimeSpan.Zero);
        return true;
    }

    /// <summary>Writes an interval for people: its days in the zone, the end not in it, and nothing where an end is open.</summary>
    /// <param name="interval">The interval.</param>
    public string Describe(Validity interval) => $"[{Day(interval.From)}, {Day(interval.To)})";

    private string Day(DateTimeOffset instant)
    {
        if (instant == DateTimeOffset.MinValue || instant == DateTimeOffset.MaxValue)
            return "…";
        var local = ToLocal(instant);
        return IsStartOfDay(instant, local) ? local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : Local(local);
    }

    private bool TryParse(string text, out DateTimeOffset instant)
    {
        instant = default;
        if (DateTime.TryParseExact(text, LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            instant = local.Year is 1 or 9999 ? new DateTimeOffset(local, TimeSpan.Zero) : OfLocal(local);
            return true;
        }
        return TryReadOffsetWithSeconds(text, out instant)
            || DateTimeOffset.TryParseExact(text, OffsetFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);
    }

    /// <summary>The instant of a time as the zone's clocks show it; a midnight is the start of its day.</summary>
    private DateTimeOffset OfLocal(DateTime local) => local.TimeOfDay == TimeSpan.Zero
        ? StartOf(DateOnly.FromDateTime(local))
        : new DateTimeOffset(local, _zone.GetUtcOffset(local)).ToUniversalTime();

    private bool IsStartOfDay(DateTimeOffset instant, DateTimeOffset local) => StartOf(DateOnly.FromDateTime(local.DateTime)) == instant;

    /// <summary>
    /// Finds the first instant at which the zone's clocks show a time or a later one, by halving three days around a guess. Within
    /// those days the clocks must not have been set more than once.
    /// </summary>
    private DateTimeOffset FirstNotBefore(DateTime time, DateTimeOffset guess)
    {
        var (before, after) = (guess.AddHours(-36).UtcTicks, guess.AddHours(36).UtcTicks);
        while (after - before > 1)
        {
            var middle = before + ((after - before) / 2);
            if (ToLocal(new DateTimeOffset(middle, TimeSpan.Zero)).DateTime >= time)
                after = middle;
            else
                before = middle;
        }
        return new DateTimeOffset(after, TimeSpan.Zero);
    }

    private string LocalStartOf(DateOnly day) => Local(ToLocal(StartOf(day)));

    private static string Local(DateTimeOffset local) => local.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);

    private static string Shorten(string text) => text.Length <= 64 ? text : text[..64] + "…";

    private static TimeZoneInfo FindCopenhagen() =>
        TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Copenhagen", out var zone) ? zone
        // Windows knows the zone by this name where it has no ICU.
        : TimeZoneInfo.TryFindSystemTimeZoneById("Romance Standard Time", out zone) ? zone
        : throw new TimeZoneNotFoundException("The machine knows no zone 'Europe/Copenhagen', in which validities begin and end: install its tzdata.");
}
