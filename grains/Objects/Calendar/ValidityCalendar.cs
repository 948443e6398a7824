using System.Globalization;
using MoCluster.GrainInterfaces;
using MoCluster.Grains.Texts;

namespace MoCluster.Grains.Objects.Calendar;

/// <summary>
/// Knows the days on which validities begin and end. They do so at the start of a day in the organisation's zone, and at no other
/// time, as OS2mo has it (os2mo.md §4); another time is refused, never rounded. A day starts at its midnight. Where the clocks skip
/// midnight, as in Copenhagen on 1940-05-15, it starts at the first time that they show; where they show it twice, at the first.
/// </summary>
/// <remarks>
/// .NET knows the offsets of zones to the minute. Those of before 1894 have seconds: Copenhagen's is +00:50:20, of which .NET makes
/// +00:51. What OS2mo writes of such a day is read as the start of the same day (<see cref="TryInstant"/>).
/// </remarks>
public sealed class ValidityCalendar
{
    /// <summary>The longest that <see cref="DateTimeOffset"/> holds.</summary>
    private static readonly TimeSpan LongestOffset = TimeSpan.FromHours(14);

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

    /// <summary>
    /// The instant of a date and time. Without an offset they are what the clocks of the zone show, where a midnight is the start of its day.
    /// So they are where the offset has seconds, as OS2mo writes of times before 1894, and is less than a minute from the zone's own.
    /// </summary>
    /// <param name="reading">The date and time.</param>
    /// <param name="instant">The instant, with the offset that was said where <see cref="DateTimeOffset"/> can hold it, else in UTC.</param>
    /// <returns>False where the instant is before the year 1 of UTC, or after the year 9999.</returns>
    public bool TryInstant(ClockReading reading, out DateTimeOffset instant)
    {
        instant = default;
        // What the clocks show twice is the first, as in Python and so in OS2mo.
        var own = _zone.IsAmbiguousTime(reading.Clock) ? _zone.GetAmbiguousTimeOffsets(reading.Clock).Max() : _zone.GetUtcOffset(reading.Clock);
        var hasSeconds = reading.Offset is { } said && said.Ticks % TimeSpan.TicksPerMinute != 0;
        var isOwn = reading.Offset is not { } given || (hasSeconds && (given - own).Duration() < TimeSpan.FromMinutes(1));
        var ticks = reading.Clock.Ticks - (isOwn ? own : reading.Offset!.Value).Ticks;
        if (ticks < DateTimeOffset.MinValue.Ticks || ticks > DateTimeOffset.MaxValue.Ticks)
            return false;
        var utc = new DateTimeOffset(ticks, TimeSpan.Zero);
        if (isOwn && reading.Clock.TimeOfDay == TimeSpan.Zero)
            instant = StartOf(DateOnly.FromDateTime(reading.Clock));
        else if (!isOwn && !hasSeconds && reading.Offset!.Value.Duration() <= LongestOffset)
            instant = utc.ToOffset(reading.Offset.Value);
        else
            instant = utc;
        return true;
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
        if (!ClockReading.TryParse(text, out var reading) || (!TryInstant(reading, out var instant) && reading.Clock.Year is not (1 or 9999)))
        {
            return new Refusal(ObjectCode.InvalidInput, $"cannot parse '{Shorten(text)}': a validity begins and ends on a day such as "
                + "'2021-01-01', or at its midnight, '2021-01-01T00:00:00+01:00'.", path);
        }
        if (reading.Clock.Year is 1 or 9999 || instant.Year is 1 or 9999)
        {
            return new Refusal(ObjectCode.InvalidInput, $"'{Shorten(text)}' is no day in the life of an object. A validity whose beginning or end "
                + "is open says null.", path);
        }
        var local = ToLocal(instant);
        if (IsStartOfDay(instant, local))
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
        var local = ToLocal(instant);
        return IsStartOfDay(instant, local) ? local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : Local(local);
    }

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

    private static string Shorten(string text) => StorableText.Start(text, 64);

    private static TimeZoneInfo FindCopenhagen() =>
        TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Copenhagen", out var zone) ? zone
        // Windows knows the zone by this name where it has no ICU.
        : TimeZoneInfo.TryFindSystemTimeZoneById("Romance Standard Time", out zone) ? zone
        : throw new TimeZoneNotFoundException("The machine knows no zone 'Europe/Copenhagen', in which validities begin and end: install its tzdata.");
}
