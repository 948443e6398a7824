using System.Globalization;
using MoCluster.GrainInterfaces;
using MoCluster.Grains.Primitives;

namespace MoCluster.Grains.Objects.Calendar;

/// <summary>
/// Converts between days and instants. A validity begins and ends at the start of a day in the organisation's time zone, as in OS2mo
/// (docs/os2mo.md §8.1). Any other time is refused, never rounded.
/// </summary>
/// <remarks>
/// A day starts at its midnight. Where the clocks skip midnight, as in Copenhagen on 1940-05-15, the day starts at the first time that they
/// show. Where they show midnight twice, it starts at the first.
/// <para>
/// .NET knows the offsets of zones to the minute. Before 1894 they have seconds: Copenhagen's is +00:50:20, for which .NET has +00:51. A time
/// that OS2mo writes for the start of such a day is read as the start of the same day (<see cref="TryInstant"/>).
/// </para>
/// </remarks>
public sealed class ValidityCalendar
{
    /// <summary>The longest offset that <see cref="DateTimeOffset"/> can hold.</summary>
    private static readonly TimeSpan LongestOffset = TimeSpan.FromHours(14);

    private readonly TimeZoneInfo _zone;

    /// <summary>Makes the calendar of a time zone.</summary>
    /// <param name="zone">The time zone.</param>
    public ValidityCalendar(TimeZoneInfo zone) => _zone = zone;

    /// <summary>The calendar of OS2mo's time zone, Europe/Copenhagen.</summary>
    /// <exception cref="TimeZoneNotFoundException">The machine has no time zone data.</exception>
    public static ValidityCalendar Copenhagen { get; } = new(FindCopenhagen());

    /// <summary>The first instant of a day, in UTC. A day that the zone skipped has the first instant of the next day.</summary>
    /// <param name="day">The day.</param>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        // Of two instants with the same clock time, the one with the greater offset comes first.
        var offset = _zone.IsAmbiguousTime(midnight) ? _zone.GetAmbiguousTimeOffsets(midnight).Max() : _zone.GetUtcOffset(midnight);
        var start = new DateTimeOffset(midnight, offset).ToUniversalTime();
        return TimeZoneInfo.ConvertTime(start, _zone).DateTime == midnight ? start : FirstNotBefore(midnight, start);
    }

    /// <summary>Whether an instant is the start of a day.</summary>
    /// <param name="instant">The instant.</param>
    public bool IsStartOfDay(DateTimeOffset instant) => IsStartOfDay(instant, ToLocal(instant));

    /// <summary>
    /// Finds the instant of a date and time. Without an offset it is local time of the zone, and midnight means the start of its day. The same
    /// holds where the offset has seconds, as OS2mo writes for times before 1894, and differs from the zone's own by less than a minute.
    /// </summary>
    /// <param name="reading">The date and time.</param>
    /// <param name="instant">The instant, with the given offset where <see cref="DateTimeOffset"/> can hold it, else in UTC.</param>
    /// <returns>False when the instant is before the year 1 or after the year 9999 in UTC.</returns>
    public bool TryInstant(ClockReading reading, out DateTimeOffset instant)
    {
        instant = default;
        // A clock time that occurs twice means the first, as in Python and so in OS2mo.
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

    /// <summary>Converts an instant to local time of the zone.</summary>
    /// <param name="instant">The instant.</param>
    public DateTimeOffset ToLocal(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, _zone);

    /// <summary>Reads the instant at which a validity begins or ends.</summary>
    /// <param name="text">A day, or a date and time of RFC 3339. Without an offset it is local time of the zone.</param>
    /// <param name="path">The place of the text in the request.</param>
    /// <returns>The instant in UTC, or the refusal.</returns>
    public Outcome<DateTimeOffset> Read(string text, string path)
    {
        if (!ClockReading.TryParse(text, out var reading) || (!TryInstant(reading, out var instant) && reading.Clock.Year is not (1 or 9999)))
        {
            return new Refusal(ObjectCode.InvalidInput, $"cannot parse '{Shorten(text)}': a validity begins and ends on a day such as "
                + "'2021-01-01', or at its midnight, '2021-01-01T00:00:00+01:00'.", path);
        }
        if (reading.Clock.Year is 1 or 9999 || instant.Year is 1 or 9999)
        {
            return new Refusal(ObjectCode.InvalidInput, $"'{Shorten(text)}' is not a day in the life of an object. Give null where the beginning or "
                + "end of a validity is open.", path);
        }
        var local = ToLocal(instant);
        if (IsStartOfDay(instant, local))
            return instant.ToUniversalTime();
        var day = DateOnly.FromDateTime(local.DateTime);
        return new Refusal(ObjectCode.InvalidInput, $"'{Local(local)}' is not at midnight! Validities begin and end at midnight in "
            + $"{_zone.Id}: '{LocalStartOf(day)}' or '{LocalStartOf(day.AddDays(1))}'.", path);
    }

    /// <summary>Writes an interval for people, as <c>[2021-01-01, 2022-01-01)</c>. An open end is written as <c>…</c>.</summary>
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
    /// Finds the first instant at which the zone's clocks show a time or a later one, by bisecting three days around a guess. The clocks must not
    /// be set more than once within those days.
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
        // Windows without ICU has the zone under this name.
        : TimeZoneInfo.TryFindSystemTimeZoneById("Romance Standard Time", out zone) ? zone
        : throw new TimeZoneNotFoundException("The machine has no time zone 'Europe/Copenhagen', in which validities begin and end. Install its tzdata.");
}
