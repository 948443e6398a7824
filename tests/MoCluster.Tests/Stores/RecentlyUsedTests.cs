using MoCluster.Grains.Primitives;

namespace MoCluster.Tests.Stores;

public sealed class RecentlyUsedTests
{
    [Fact]
    public void The_recently_used_are_found_and_at_most_twice_the_capacity_is_kept()
    {
        var random = new Random(1);
        var values = new RecentlyUsed<int, string>(8);
        var order = new List<int>();
        for (var step = 0; step < 10_000; step++)
        {
            var key = random.Next(40);
            if (random.Next(2) == 0)
                values.Put(key, $"{key}");
            else if (values.Find(key) is { } found)
                Assert.Equal($"{key}", found);
            else
                continue;
            order.Remove(key);
            order.Add(key);
            if (step % 10 == 0)
                Check();
        }

        void Check()
        {
            // A lookup counts as a use, so only those that must be there are looked up, the longest unused first.
            foreach (var key in order.TakeLast(8).ToArray())
                Assert.Equal($"{key}", values.Find(key));
        }
    }

    [Fact]
    public void A_flood_evicts_unused_entries_and_keeps_used_ones()
    {
        var values = new RecentlyUsed<int, string>(8);
        values.Put(-1, "used");
        values.Put(-2, "unused");
        for (var key = 0; key < 1000; key++)
        {
            values.Put(key, "flood");
            Assert.Equal("used", values.Find(-1));
        }

        Assert.Null(values.Find(-2));
        Assert.InRange(Enumerable.Range(0, 1000).Count(key => values.Find(key) is not null), 1, 16);
    }

    [Fact]
    public void A_conditional_put_replaces_only_when_its_condition_holds()
    {
        var values = new RecentlyUsed<int, string>(1);
        static bool Longer(string current, string next) => next.Length > current.Length;
        values.Put(1, "bb", Longer);
        values.Put(1, "a", Longer);
        Assert.Equal("bb", values.Find(1));

        // In the second generation too.
        values.Put(2, "x");
        values.Put(1, "a", Longer);
        Assert.Equal("bb", values.Find(1));
        values.Put(1, "ccc", Longer);
        Assert.Equal("ccc", values.Find(1));
        values.Put(1, "d");
        Assert.Equal("d", values.Find(1));
    }
}
