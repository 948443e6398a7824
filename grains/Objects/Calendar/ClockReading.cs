using System.Globalization;

namespace MoCluster.Grains.Objects.Calendar;

/// <summary>
/// A date and time as it is written: the time that a clock shows, and the clock's offset from UTC where the text has one.
/// </summary>
/// <remarks>
/// All of RFC 3339 is read. A second may have any number of digits; those beyond 100 ns are cut off. <c>t</c> and <c>z</c> may be lower-case,
/// and a space may separate date and time. The leap second counts as the second after it. OS2mo's clients write more, which is read too: no seconds,
/// no offset, and the offsets <c>+01</c>, <c>+0100</c> and <c>+00:50:20</c>.
/// </remarks>
/// <param name="Clock">The time that the clock shows.</param>
/// <param name="Offset">How far the clock is ahead of UTC; null where the text does not say.</param>
public readonly record struct ClockReading(DateTime Clock, TimeSpan? Offset)
{
    private const string DayFormat = "yyyy-MM-dd";
    private const int TickDigits = 7;
    private const int MinutesOfDay = 24 * 60;

    /// <summary>Reads a date and time. A date alone means its midnight.</summary>
    /// <param name="text">The text.</param>
    /// <param name="reading">The date and time.</param>
    /// <returns>Whether the text is a date and time.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out ClockReading reading)
    {
        reading = default;
        if (text.Length < DayFormat.Length
            || !DateOnly.TryParseExact(text[..DayFormat.Length], DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return false;
        }

        var midnight = day.ToDateTime(TimeOnly.MinValue);
        var rest = text[DayFormat.Length..];
        if (rest.IsEmpty)
        {
            reading = new ClockReading(midnight, null);
            return true;
        }

        if (rest[0] is not ('T' or 't' or ' '))
            return false;
        rest = rest[1..];
        if (!TryTime(ref rest, out var time, out var isLeapSecond) || !TryOffset(rest, out var offset))
            return false;
        if (isLeapSecond && !IsEndOfDay(time, offset))
            return false;
        var ticks = midnight.Ticks + time.Ticks;
        if (ticks > DateTime.MaxValue.Ticks)
            return false;
        reading = new ClockReading(new DateTime(ticks), offset);
        return true;
    }

    /// <summary>
    /// Whether a time is the last minute's end of a day of UTC, where alone a leap second can be. Without an offset, the clock may be any
    /// number of whole hours ahead.
    /// </summary>
    private static bool IsEndOfDay(TimeSpan time, TimeSpan? offset)
    {
        var utc = time - (offset ?? TimeSpan.FromHours(time.Hours));
        return (offset is null ? utc.Minutes : (long)Math.Floor(utc.TotalMinutes) % MinutesOfDay) == 0;
    }

    /// <summary>Reads <c>hh:mm</c>, <c>hh:mm:ss</c> or <c>hh:mm:ss.f…</c>, and leaves the rest of the text.</summary>
    private static bool TryTime(ref ReadOnlySpan<char> text, out TimeSpan time, out bool isLeapSecond)
    {
        (time, isLeapSecond) = (default, false);
        if (!TryTwoDigits(ref text, 23, out var hours) || !TryTake(ref text, ':') || !TryTwoDigits(ref text, 59, out var minutes))
            return false;
        var (seconds, fraction) = (0, 0L);
        if (TryTake(ref text, ':'))
        {
            if (!TryTwoDigits(ref text, 60, out seconds))
                return false;
            if (TryTake(ref text, '.') && !TryFraction(ref text, out fraction))
                return false;
        }

        isLeapSecond = seconds == 60;
        time = new TimeSpan(hours, minutes, seconds) + new TimeSpan(fraction);
        return true;
    }

    private static bool TryFraction(ref ReadOnlySpan<char> text, out long ticks)
    {
        var length = text.IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : text.Length;
        ticks = 0;
        for (var i = 0; i < TickDigits; i++)
            ticks = (ticks * 10) + (i < length ? text[i] - '0' : 0);
        text = text[length..];
        return length > 0;
    }

    /// <summary>Reads an empty text, <c>Z</c>, <c>±hh</c>, <c>±hhmm</c> or <c>±hh:mm</c>; the last two may have seconds.</summary>
    private static bool TryOffset(ReadOnlySpan<char> text, out TimeSpan? offset)
    {
        offset = null;
        if (text.IsEmpty)
            return true;
        offset = TimeSpan.Zero;
        if (text is "Z" or "z")
            return true;
        if (text[0] is not ('+' or '-'))
            return false;
        var isBehind = text[0] == '-';
        text = text[1..];
        if (!TryTwoDigits(ref text, 23, out var hours))
            return false;
        var (minutes, seconds) = (0, 0);
        if (!text.IsEmpty)
        {
            var hasColons = TryTake(ref text, ':');
            if (!TryTwoDigits(ref text, 59, out minutes))
                return false;
            if (!text.IsEmpty && (TryTake(ref text, ':') != hasColons || !TryTwoDigits(ref text, 59, out seconds) || !text.IsEmpty))
                return false;
        }

        var ahead = new TimeSpan(hours, minutes, seconds);
        offset = isBehind ? -ahead : ahead;
        return true;
    }

    private static bool TryTake(ref ReadOnlySpan<char> text, char expected)
    {
        if (text.IsEmpty || text[0] != expected)
            return false;
        text = text[1..];
        return true;
    }

    private static bool TryTwoDigits(ref ReadOnlySpan<char> text, int most, out int number)
    {
        number = 0;
        if (text.Length < 2 || !char.IsAsciiDigit(text[0]) || !char.IsAsciiDigit(text[1]))
            return false;
        number = ((text[0] - '0') * 10) + text[1] - '0';
        text = text[2..];
        return number <= most;
    }
}
