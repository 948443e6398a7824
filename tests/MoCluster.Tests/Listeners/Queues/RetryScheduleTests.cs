using System.Globalization;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners;

namespace MoCluster.Tests.Listeners.Queues;

public sealed class RetryScheduleTests
{
    /// <summary>The table measured on OS2mo (docs/os2mo.md §4.3).</summary>
    [Theory]
    [InlineData(1, "00:03:00")]
    [InlineData(7, "00:03:00")]
    [InlineData(8, "00:04:16")]
    [InlineData(9, "00:08:32")]
    [InlineData(10, "00:17:04")]
    [InlineData(11, "00:34:08")]
    [InlineData(12, "01:08:16")]
    [InlineData(13, "02:16:32")]
    [InlineData(14, "04:33:04")]
    [InlineData(15, "09:06:08")]
    [InlineData(16, "17:00:00")]
    [InlineData(40, "17:00:00")]
    [InlineData(int.MaxValue, "17:00:00")]
    public void The_default_schedule_is_that_of_OS2mo(int attempts, string between) =>
        Assert.Equal(TimeSpan.Parse(between, CultureInfo.InvariantCulture), RetrySchedule.Between(attempts, ListenerPolicy.Default));

    [Fact]
    public void A_lease_longer_than_the_back_off_leaves_no_back_off()
    {
        var policy = ListenerPolicy.Default with { Lease = TimeSpan.FromDays(1) };
        var until = DateTimeOffset.UnixEpoch;
        Assert.Equal(until, RetrySchedule.NotBefore(until, 30, policy));
    }

    [Fact]
    public void The_back_off_beyond_the_lease_counts_from_the_end_of_the_lease()
    {
        var until = DateTimeOffset.UnixEpoch;
        Assert.Equal(until, RetrySchedule.NotBefore(until, 7, ListenerPolicy.Default));
        Assert.Equal(until + TimeSpan.FromSeconds(256 - 180), RetrySchedule.NotBefore(until, 8, ListenerPolicy.Default));
    }
}
