using MoCluster.Grains.Listeners.Queues.Transitions;

namespace MoCluster.Tests.Listeners.Queues;

public sealed class AttemptCountsTests
{
    [Fact]
    public void The_highest_count_is_that_of_the_present_entries()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var counts = new AttemptCounts();
        var entries = new int[20];
        for (var step = 0; step < 5_000; step++)
        {
            var entry = random.Next(entries.Length);
            var attempts = random.Next(3) == 0 ? 0 : random.Next(1, 12);
            counts.Change(entries[entry], attempts);
            entries[entry] = attempts;
            Assert.True(entries.Max() == counts.Highest, $"Under seed {seed}, step {step}: {counts.Highest}, not {entries.Max()}.");
        }
    }
}
