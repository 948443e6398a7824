using System.Globalization;
using MoCluster.Grains.Objects.Calendar;

namespace MoCluster.Tests.Objects;

/// <summary>Dates and times are read as in RFC 3339 and as OS2mo's clients write them, and keep their meaning.</summary>
public sealed class ClockReadingTests
{
    [Theory]
    [InlineData("2021-01-31T10:20:30Z", "2021-01-31T10:20:30Z")]
    [InlineData("2021-01-31t10:20:30z", "2021-01-31T10:20:30Z")]
    [InlineData("2021-01-31 10:20:30Z", "2021-01-31T10:20:30Z")]
    [InlineData("2021-01-31T10:20Z", "2021-01-31T10:20:00Z")]
    [InlineData("2021-01-31T10:20:30.5Z", "2021-01-31T10:20:30.5Z")]
    [InlineData("2021-01-31T10:20:30.123456789Z", "2021-01-31T10:20:30.1234567Z")]
    [InlineData("2021-01-31T10:20:30.999999999999999999999999Z", "2021-01-31T10:20:30.9999999Z")]
    [InlineData("2021-01-31T10:20:30+01:00", "2021-01-31T09:20:30Z")]
    [InlineData("2021-01-31T10:20:30+0100", "2021-01-31T09:20:30Z")]
    [InlineData("2021-01-31T10:20:30+01", "2021-01-31T09:20:30Z")]
    [InlineData("2021-01-31T10:20:30-23:59", "2021-02-01T10:19:30Z")]
    [InlineData("2021-01-31T10:20:30-00:00", "2021-01-31T10:20:30Z")]
    [InlineData("1890-01-01T00:00:00+00:10:30", "1889-12-31T23:49:30Z")]
    // Copenhagen's local mean time, which .NET knows to the minute: the start of the same day.
    [InlineData("1890-01-01T00:00:00+00:50:20", "1889-12-31T23:09:00Z")]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z")]
    [InlineData("2017-01-01T00:59:60.5+01:00", "2017-01-01T00:00:00.5Z")]
    // Local times of Copenhagen without an offset, in winter and in summer.
    [InlineData("2021-01-31T10:20:30", "2021-01-31T09:20:30Z")]
    [InlineData("2021-07-31T10:20:30.25", "2021-07-31T08:20:30.25Z")]
    [InlineData("2021-07-31", "2021-07-30T22:00:00Z")]
    [InlineData("2021-10-31T02:30:00", "2021-10-31T00:30:00Z")]
    [InlineData("2021-03-28T02:30:00", "2021-03-28T01:30:00Z")]
    [InlineData("2017-01-01T05:29:60+05:30", "2017-01-01T00:00:00Z")]
    [InlineData("2016-12-31T20:29:60-03:30", "2017-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.9999999Z")]
    public void A_date_and_time_is_read_as_the_instant_that_it_means(string text, string instant)
    {
        Assert.True(ClockReading.TryParse(text, out var reading));
        Assert.True(ValidityCalendar.Copenhagen.TryInstant(reading, out var read));
        Assert.Equal(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2021")]
    [InlineData("2021-1-31")]
    [InlineData("2021-02-29")]
    [InlineData("2021-01-31T")]
    [InlineData("2021-01-31T10")]
    [InlineData("2021-01-31T24:00:00Z")]
    [InlineData("2021-01-31T10:60:00Z")]
    [InlineData("2021-01-31T10:20:61Z")]
    [InlineData("2021-01-31T10:20:60Z")]
    [InlineData("2021-01-31T10:59:60Z")]
    [InlineData("2021-01-31T23:59:60+00:30")]
    [InlineData("2021-01-31T10:20:30.Z")]
    [InlineData("2021-01-31T10:20:30,5Z")]
    [InlineData("2021-01-31T10:20:30+1")]
    [InlineData("2021-01-31T10:20:30+24:00")]
    [InlineData("2021-01-31T10:20:30+01:60")]
    [InlineData("2021-01-31T10:20:30+01:0020")]
    [InlineData("2021-01-31T10:20:30 +01:00")]
    [InlineData("2021-01-31T10:20:30Zulu")]
    [InlineData("9999-12-31T23:59:60Z")]
    [InlineData("\u0662021-01-31T10:20:30Z")]
    public void Anything_else_is_refused(string text) => Assert.False(ClockReading.TryParse(text, out _));

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    public void An_instant_before_the_first_year_or_after_the_last_is_refused(string text)
    {
        Assert.True(ClockReading.TryParse(text, out var reading));
        Assert.False(ValidityCalendar.Copenhagen.TryInstant(reading, out _));
    }
}
