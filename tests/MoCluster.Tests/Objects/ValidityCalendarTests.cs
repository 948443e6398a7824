using System.Globalization;
using MoCluster.Grains.Objects.Calendar;

namespace MoCluster.Tests.Objects;

/// <summary>Midnights are those of Europe/Copenhagen, including on days when its clocks change.</summary>
public sealed class ValidityCalendarTests
{
    [Theory]
    [InlineData("2026-03-29", "2026-03-28T23:00:00Z")]
    [InlineData("2026-03-29T00:00:00+01:00", "2026-03-28T23:00:00Z")]
    [InlineData("2026-03-30", "2026-03-29T22:00:00Z")]
    [InlineData("2026-03-30T00:00", "2026-03-29T22:00:00Z")]
    [InlineData("2026-10-25", "2026-10-24T22:00:00Z")]
    [InlineData("2026-10-26", "2026-10-25T23:00:00Z")]
    [InlineData("2026-10-25T23:00:00Z", "2026-10-25T23:00:00Z")]
    // The clocks went from 00:00 to 01:00, so that day has no midnight.
    [InlineData("1940-05-15", "1940-05-14T23:00:00Z")]
    [InlineData("1940-05-15T01:00:00+02:00", "1940-05-14T23:00:00Z")]
    [InlineData("1940-05-15T00:00:00+01:00", "1940-05-14T23:00:00Z")]
    [InlineData("1940-05-16", "1940-05-15T22:00:00Z")]
    public void A_day_begins_at_its_own_start(string text, string instant) => Assert.Equal(
        DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), ValidityCalendar.Copenhagen.Read(text, "input.validity.from").Value);

    [Theory]
    // An hour that does not exist, and one that exists twice.
    [InlineData("2026-03-29T02:30:00", "'2026-03-29T00:00:00+01:00' or '2026-03-30T00:00:00+02:00'")]
    [InlineData("2026-03-29T02:00:00", "'2026-03-29T00:00:00+01:00' or '2026-03-30T00:00:00+02:00'")]
    [InlineData("2026-10-25T02:30:00", "'2026-10-25T00:00:00+02:00' or '2026-10-26T00:00:00+01:00'")]
    [InlineData("2026-10-25T02:00:00+02:00", "'2026-10-25T00:00:00+02:00' or '2026-10-26T00:00:00+01:00'")]
    [InlineData("2026-10-25T02:00:00+01:00", "'2026-10-25T00:00:00+02:00' or '2026-10-26T00:00:00+01:00'")]
    // Midnight by the offset of the day before.
    [InlineData("2026-03-30T00:00:00+01:00", "'2026-03-30T00:00:00+02:00' or '2026-03-31T00:00:00+02:00'")]
    [InlineData("2026-10-26T00:00:00+02:00", "'2026-10-25T00:00:00+02:00' or '2026-10-26T00:00:00+01:00'")]
    public void Another_time_is_refused_with_the_midnights_around_it(string text, string midnights)
    {
        var refusal = ValidityCalendar.Copenhagen.Read(text, "input.validity.from").Refusal;
        Assert.NotNull(refusal);
        Assert.Contains("is not at midnight!", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith($"Europe/Copenhagen: {midnights}.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("input.validity.from", refusal.Path);
    }
}
