using MoCluster.Grains.Primitives;

namespace MoCluster.Tests.Stores;

public sealed class RecentlyUsedTests
{
    [Fact]
    public void Those_used_last_are_found_and_no_more_than_twice_the_capacity_are_kept()
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
            // Looking for them is using them, so that only those that must be there are looked for, the longest unused first.
            foreach (var key in order.TakeLast(8).ToArray())
                Assert.Equal($"{key}", values.Find(key));
        }
    }

    [Fact]
    public void A_flood_pushes_out_what_nobody_uses_and_keeps_what_somebody_does()
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
    public void What_is_there_stands_where_it_is_told_so()
    {
        var values = new RecentlyUsed<int, string>(1);
        static bool Longer(string current, string next) => next.Length > current.Length;
        values.Put(1, "bb", Longer);
        values.Put(1, "a", Longer);
        Assert.Equal("bb", values.Find(1));

        // In the second row too.
        values.Put(2, "x");
        values.Put(1, "a", Longer);
        Assert.Equal("bb", values.Find(1));
        values.Put(1, "ccc", Longer);
        Assert.Equal("ccc", values.Find(1));
        values.Put(1, "d");
        Assert.Equal("d", values.Find(1));
    }
}
