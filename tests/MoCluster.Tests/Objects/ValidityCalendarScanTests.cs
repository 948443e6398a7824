using System.Globalization;
using System.Text.RegularExpressions;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Calendar;
using MoCluster.Grains.Objects.Requests;

namespace MoCluster.Tests.Objects;

/// <summary>
/// Checks every day from 1850 to 2100, in the organisation's zone and in zones whose clocks skip midnight, show it twice or leave out a
/// day.
/// </summary>
public sealed partial class ValidityCalendarScanTests
{
    private static readonly DateOnly First = new(1850, 1, 1);
    private static readonly DateOnly Last = new(2100, 12, 31);

    /// <summary>The zones of this machine. A zone made for the test replaces those that it lacks.</summary>
    public static TheoryData<string> Zones() =>
        ["Europe/Copenhagen", "Europe/Berlin", "Asia/Gaza", "Pacific/Apia", Made.Id];

    [Theory]
    [MemberData(nameof(Zones))]
    public void Each_day_has_one_start_that_is_accepted_in_every_spelling_and_no_other_instant_is(string id)
    {
        var calendar = new ValidityCalendar(Zone(id));
        DateTimeOffset? before = null;
        for (var day = First; day <= Last; day = day.AddDays(1))
        {
            var start = calendar.StartOf(day);
            if (start != before)
            {
                var local = calendar.ToLocal(start);
                Assert.True(before is null || before < start, $"{day:O} starts at {start:O}, no later than the day before it.");
                Assert.True(DateOnly.FromDateTime(local.DateTime) >= day, $"{day:O} starts at {local:O}.");
                Assert.True(DateOnly.FromDateTime(calendar.ToLocal(start.AddTicks(-1)).DateTime) < day, $"{day:O} starts before {local:O}.");
            }
            Assert.Equal(start, Taken(calendar, Text(day)));
            Assert.Equal(start, Taken(calendar, Text(start.UtcDateTime) + "Z"));
            Assert.Equal(start, Taken(calendar, Text(calendar.ToLocal(start))));
            Recommends(calendar, start.AddSeconds((day.DayNumber % 3) switch { 0 => -1, 1 => 1, _ => 43_200 }));
            before = start;
        }
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void Days_are_written_as_days(string id)
    {
        var calendar = new ValidityCalendar(Zone(id));
        for (var day = First; day < Last; day = day.AddDays(1))
        {
            var interval = new Validity(calendar.StartOf(day), calendar.StartOf(day.AddDays(1)));
            if (!interval.IsEmpty && DateOnly.FromDateTime(calendar.ToLocal(interval.From).DateTime) == day)
                Assert.StartsWith($"[{Text(day)}, ", calendar.Describe(interval), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_person_born_on_any_day_can_be_edited_from_birth()
    {
        var validator = new MutationValidator(Samples.Catalogue, ValidityCalendar.Copenhagen);
        var person = new ObjectKey("person", Guid.NewGuid());
        for (var day = new DateOnly(1858, 1, 1); day <= new DateOnly(2057, 12, 31); day = day.AddDays(1))
        {
            var number = day.ToString("ddMMyy", CultureInfo.InvariantCulture) + (day.Year switch { < 1900 or >= 2037 => "5", >= 2000 => "4", _ => "0" }) + "001";
            var born = Draft(MutationKind.Create, $$"""{"given_name": "A", "surname": "B", "cpr_number": "{{number}}"}""");
            Assert.Equal(ValidityCalendar.Copenhagen.StartOf(day), born.From);
            var written = Text(ValidityCalendar.Copenhagen.ToLocal(born.From));
            foreach (var from in new[] { written, Text(day) })
                Assert.Equal(born, Draft(MutationKind.Edit, $$$"""{"given_name": "C", "validity": {"from": "{{{from}}}"}}"""));
        }

        Validity Draft(MutationKind kind, string request)
        {
            using var parsed = Samples.Request(request);
            var draft = validator.Read(person, kind, parsed);
            Assert.True(draft.Succeeded, $"{request}: {draft.Refusal}");
            return draft.Value.Interval;
        }
    }

    [Fact]
    public void An_offset_with_seconds_is_the_zones_own_where_they_agree_to_the_minute()
    {
        var calendar = ValidityCalendar.Copenhagen;
        for (var day = new DateOnly(1850, 1, 1); day < new DateOnly(1894, 1, 1); day = day.AddDays(1))
        {
            // OS2mo writes +00:50:20. .NET makes that +00:51, or +00:53 where the machine has Copenhagen as a name of Berlin.
            var start = calendar.StartOf(day);
            var offset = calendar.ToLocal(start).Offset;
            foreach (var seconds in new[] { -40, -1, 1, 20, 59 })
            {
                var written = (offset + TimeSpan.FromSeconds(seconds)).ToString("hh\\:mm\\:ss", CultureInfo.InvariantCulture);
                Assert.Equal(start, Taken(calendar, $"{Text(day)}T00:00:00+{written}"));
                Recommends(calendar, $"{Text(day)}T00:00:20+{written}");
            }
            Recommends(calendar, $"{Text(day)}T00:00:00+{offset + TimeSpan.FromSeconds(61)}");
        }
    }

    [Theory]
    [InlineData("2021-01-31T00:00:00.5+01:00:10", "2021-01-30T23:00:00.5Z")]
    [InlineData("2021-01-31T12:00:00-00:30:10", "2021-01-31T12:30:10Z")]
    [InlineData("2021-01-31T00:00:00+15:00:01", "2021-01-30T08:59:59Z")]
    [InlineData("2021-01-31T00:00:00+00:60:10", null)]
    [InlineData("2021-01-31T00:00:00+01:00:60", null)]
    [InlineData("2021-01-31+01:00:10", null)]
    [InlineData("+01:00:10", null)]
    [InlineData("0001-01-01T00:00:00+00:50:20", null)]
    public void Other_offsets_with_seconds_are_taken_literally(string text, string? instant)
    {
        var found = default(DateTimeOffset);
        var read = ClockReading.TryParse(text, out var reading) && ValidityCalendar.Copenhagen.TryInstant(reading, out found);
        DateTimeOffset? expected = instant is null ? null : DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
        Assert.Equal(expected, read ? found : (DateTimeOffset?)null);
    }

    private static DateTimeOffset Taken(ValidityCalendar calendar, string text)
    {
        var read = calendar.Read(text, "at");
        Assert.True(read.Succeeded, $"{text}: {read.Refusal}");
        return read.Value;
    }

    private static void Recommends(ValidityCalendar calendar, DateTimeOffset instant) => Recommends(calendar, Text(instant.UtcDateTime) + "Z");

    /// <summary>Asserts that an instant is refused, and that both starts which the refusal names are accepted.</summary>
    private static void Recommends(ValidityCalendar calendar, string text)
    {
        var refusal = calendar.Read(text, "at").Refusal;
        Assert.True(refusal is not null, $"{text} was accepted.");
        var named = Named().Matches(refusal.Message[refusal.Message.IndexOf("begin and end", StringComparison.Ordinal)..]);
        Assert.Equal(2, named.Count);
        foreach (Match match in named)
            Taken(calendar, match.Groups[1].Value);
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset local) => local.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static TimeZoneInfo Zone(string id) => id != Made.Id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : Made;

    /// <summary>A zone whose clocks skip midnight on each first of April, and show it twice on each first of October.</summary>
    private static TimeZoneInfo Made { get; } = TimeZoneInfo.CreateCustomTimeZone("Made", TimeSpan.FromHours(1), "Made", "Made", "Made",
    [
        TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            DateTime.MinValue.Date,
            DateTime.MaxValue.Date,
            TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 0, 0, 0), 4, 1),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 0, 30, 0), 10, 1)),
    ]);

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Named();
}
