using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Storage.Events;
using MoCluster.Stores.Sqlite.Reading;

namespace MoCluster.Tests.Stores.Sqlite;

/// <summary>The tail holds the latest events over all streams and no more than its bound.</summary>
public sealed class EventTailTests
{
    [Fact]
    public void The_tail_holds_the_latest_events_within_its_bound()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var tail = new EventTail(500);
        StreamKey[] streams = [new("a", "a"), new("a", "b"), new("b", "a")];
        var heads = new long[3];
        var all = new List<AppendedEvent>();
        for (var i = 0; i < 800; i++)
        {
            var events = ImmutableArray.CreateBuilder<AppendedEvent>();
            for (var runs = random.Next(1, 4); runs > 0; runs--)
            {
                // One stream falls silent for long, so that it leaves the tail and comes back.
                var stream = i % 400 < 300 ? random.Next(2) : random.Next(3);
                for (var count = random.Next(1, 30); count > 0; count--)
                    events.Add(new AppendedEvent(streams[stream], Record(++heads[stream])));
            }

            tail.Add(events.ToImmutable());
            all.AddRange(events);
            var held = 0;
            for (var stream = 0; stream < 3; stream++)
            {
                var mine = all.Where(appended => appended.Stream == streams[stream]).Select(appended => appended.Event).ToList();
                var read = tail.Read(streams[stream], 1, heads[stream]);
                held += read.Length;
                Assert.True(mine.TakeLast(read.Length).SequenceEqual(read), $"seed {seed}, round {i}");
                if (read.Length > 5)
                    Assert.Equal(read[2..^2], tail.Read(streams[stream], read[2].Number, read[^3].Number));
            }

            Assert.InRange(held, Math.Min(all.Count, 500 - 120), 500);
            if (all.Count > 2_000)
                all.RemoveRange(0, 1_000);
        }
    }

    private static EventRecord Record(long number) => new(number, Guid.Empty, "s", 1, DateTimeOffset.UnixEpoch, "s");

    [Fact]
    public void A_tail_of_nothing_holds_nothing()
    {
        var tail = new EventTail(0);
        var stream = new StreamKey("a", "a");
        tail.Add([new AppendedEvent(stream, Record(1))]);
        Assert.Empty(tail.Read(stream, 1, 1));
    }

    [Fact]
    public void A_tail_gives_a_lane_of_what_it_has()
    {
        var tail = new EventTail(6);
        var stream = new StreamKey("a", "a");
        for (var number = 1L; number <= 10; number++)
            tail.Add([new AppendedEvent(stream, Record(number) with { Priority = number % 2 == 0 ? 1 : 10_000 })]);
        Assert.Equal("from 5: 6 8 10", Lane(1, 10, 9));
        Assert.Equal("from 5: 6 8", Lane(2, 10, 2));
        Assert.Equal("from 7: 8", Lane(7, 9, 9));
        Assert.Equal("from 5: ", Lane(1, 4, 9));

        string Lane(long first, long last, int limit)
        {
            var (from, events) = tail.ReadLane(stream, PriorityLane.Better, first, last, limit);
            return $"from {from}: {string.Join(' ', events.Select(record => record.Number))}";
        }
    }
}
