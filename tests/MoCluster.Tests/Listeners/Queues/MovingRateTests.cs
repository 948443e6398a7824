using MoCluster.Grains.Listeners.Status;

namespace MoCluster.Tests.Listeners.Queues;

public sealed class MovingRateTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(1, 200)]
    [InlineData(1, 4_000)]
    [InlineData(50, 1_000)]
    [InlineData(10_000, 10)]
    public void A_steady_rate_is_exact_after_a_few_windows(int times, int everyMilliseconds)
    {
        var time = new FakeTimeProvider();
        var rate = new MovingRate(time, Window);
        for (var passed = 0; passed < 8 * 60_000; passed += everyMilliseconds)
        {
            time.Advance(TimeSpan.FromMilliseconds(everyMilliseconds));
            rate.Add(times);
        }

        var expected = times * 1_000.0 / everyMilliseconds;
        Assert.InRange(rate.PerSecond, expected * 0.99, expected * 1.04);
    }

    [Fact]
    public void Counting_events_together_or_one_by_one_makes_no_difference()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var time = new FakeTimeProvider();
        MovingRate whole = new(time, Window), parts = new(time, Window);
        for (var step = 0; step < 1_000; step++)
        {
            time.Advance(TimeSpan.FromMilliseconds(random.Next(100_000)));
            var times = random.Next(100);
            whole.Add(times);
            parts.Add(times / 3);
            _ = parts.PerSecond;
            parts.Add(times - (times / 3));
            Assert.True(
                Math.Abs(whole.PerSecond - parts.PerSecond) <= 1e-9 * Math.Max(1, whole.PerSecond) && whole.PerSecond >= 0,
                $"Under seed {seed}, step {step}: {whole.PerSecond} and {parts.PerSecond}.");
        }
    }

    [Fact]
    public void Events_a_window_ago_count_one_eth()
    {
        var time = new FakeTimeProvider();
        var rate = new MovingRate(time, Window);
        rate.Add(60);
        Assert.Equal(1, rate.PerSecond, 9);
        time.Advance(Window);
        Assert.Equal(1 / Math.E, rate.PerSecond, 9);
    }
}
