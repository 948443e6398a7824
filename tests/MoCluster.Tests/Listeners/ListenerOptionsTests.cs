using MoCluster.Grains.Listeners;
using MoCluster.Tests.Configuration;

namespace MoCluster.Tests.Listeners;

public sealed class ListenerOptionsTests
{
    [Fact]
    public void The_defaults_are_valid() => Assert.Empty(Annotations.Problems(new ListenerOptions()));

    [Fact]
    public void Options_out_of_range_are_named()
    {
        var wrong = new Dictionary<string, ListenerOptions>
        {
            [nameof(ListenerOptions.MaxFetch)] = new() { MaxFetch = 0 },
            [nameof(ListenerOptions.Window)] = new() { Window = 10_001 },
            [nameof(ListenerOptions.MaxWait)] = new() { MaxWait = TimeSpan.FromSeconds(11) },
            [nameof(ListenerOptions.LaneEntries)] = new() { LaneEntries = 0 },
            [nameof(ListenerOptions.OwedAge)] = new() { OwedAge = TimeSpan.Zero },
            [nameof(ListenerOptions.SleepAfter)] = new() { SleepAfter = TimeSpan.FromDays(2) },
        };
        foreach (var (name, options) in wrong)
            Assert.Contains(name, Assert.Single(Annotations.Problems(options)), StringComparison.Ordinal);
    }
}
