using MoCluster.Cli.Output;
using MoCluster.Cli.Texts;

namespace MoCluster.Client.Tests.CommandLine;

/// <summary>What people write is understood, and what they read fits.</summary>
public sealed class TextTests
{
    [Theory]
    [InlineData("250ms", 0.25)]
    [InlineData("30s", 30)]
    [InlineData("1.5m", 90)]
    [InlineData("2h", 7200)]
    [InlineData("1d", 86_400)]
    [InlineData("7", 7)]
    [InlineData("0", 0)]
    public void A_time_is_understood(string text, double seconds)
    {
        Assert.True(SpanText.TryParse(text, out var span));
        Assert.Equal(seconds, span.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("1w")]
    [InlineData("1e9d")]
    [InlineData("99999999d")]
    [InlineData("1,5h")]
    public void What_is_no_time_is_refused(string text) => Assert.False(SpanText.TryParse(text, out _));

    [Theory]
    [InlineData(0.031, "31ms")]
    [InlineData(1.25, "1.3s")]
    [InlineData(90, "1m 30s")]
    [InlineData(3600, "1h")]
    [InlineData(90_000, "1d 1h")]
    public void A_time_is_written_in_its_largest_units(double seconds, string text) => Assert.Equal(text, SpanText.Write(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void A_position_is_a_word_a_number_or_an_instant()
    {
        Assert.Same(ListenerPosition.Head, PositionText.Parse("head"));
        Assert.Same(ListenerPosition.Beginning, PositionText.Parse("beginning"));
        Assert.Equal(ListenerPosition.At(7), PositionText.Parse("7"));
        Assert.Equal(ListenerPosition.At(new DateTimeOffset(2026, 1, 31, 8, 0, 0, TimeSpan.Zero)), PositionText.Parse("2026-01-31T08:00:00Z"));
        Assert.All(["", "-1", "somewhere"], text => Assert.Null(PositionText.Parse(text)));
    }

    [Fact]
    public void Columns_fit_and_those_that_are_always_there_stay()
    {
        ColumnLayout.Wish[] wishes = [new(40, 0, true), new(7, 0, false), new(36, 1, false), new(60, 3, true)];
        for (var width = 17; width < 200; width++)
        {
            var widths = ColumnLayout.Fit(wishes, width);
            var shown = widths.Where(one => one > 0).ToArray();
            Assert.True(shown.Sum() + (ColumnLayout.Gap * (shown.Length - 1)) <= width, $"{string.Join(", ", widths)} is wider than {width}.");
            Assert.InRange(widths[0], ColumnLayout.LeastWidth, 40);
            Assert.Equal(7, widths[1]);
            Assert.True(widths[2] > 0 || widths[3] == 0, "The column with the highest rank goes first.");
        }

        Assert.Equal([40, 7, 36, 60], ColumnLayout.Fit(wishes, 149));
    }
}
