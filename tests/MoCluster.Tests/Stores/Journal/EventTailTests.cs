using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Storage.Events;
using MoCluster.Stores.Journal.Log;
using MoCluster.Stores.Sqlite.Reading;

namespace MoCluster.Tests.Stores.Journal;

/// <summary>The tail holds the latest events over all streams and no more than its bound; the index finds the rest.</summary>
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
    public void The_index_says_which_parts_hold_a_lane()
    {
        // A part is 64 KB: what is better stands in the second one, what is worse in the second and the fourth.
        var index = new StreamIndex(1);
        var offset = 0L;
        for (var number = 1; number <= 400; number++, offset += 1024)
        {
            var lanes = number is 70 or 90 ? LaneSet.Better | LaneSet.Worse : number == 200 ? LaneSet.Worse : LaneSet.Default;
            index.Add(number, 1, DateTimeOffset.UnixEpoch, offset, lanes);
        }

        const int part = 64 * 1024;
        Assert.Equal([(part, 2 * part)], index.Parts(PriorityLane.Better, 1, 400, offset));
        Assert.Equal([(part, 2 * part), (3 * part, 4 * part)], index.Parts(PriorityLane.Worse, 1, 400, offset));
        Assert.Equal([(3 * part, 4 * part)], index.Parts(PriorityLane.Worse, 129, 400, offset));
        Assert.Equal([(part, 2 * part)], index.Parts(PriorityLane.Worse, 128, 192, offset));
        Assert.Empty(index.Parts(PriorityLane.Worse, 257, 400, offset));
        Assert.Equal((6 * part, offset), index.Parts(PriorityLane.Default, 1, 400, offset).Last());
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

    [Fact]
    public void The_index_is_sparse_and_finds_the_frame_to_begin_with()
    {
        var index = new StreamIndex(11);
        var frames = new List<(long Number, long Offset)>();
        long number = 11, offset = 36;
        for (var i = 0; i < 20_000; i++)
        {
            frames.Add((number, offset));
            index.Add(number, 3, DateTimeOffset.UnixEpoch, offset, LaneSet.Default);
            number += 3;
            offset += 400;
        }

        // 8 MB of frames, an entry each 64 KB.
        Assert.InRange(index.Entries.Count, 100, 140);
        Assert.Equal(number - 1, index.Last);
        foreach (var (first, at) in frames)
        {
            var floor = index.Floor(first + 2);
            Assert.True(floor.Number <= first && floor.Offset <= at && at - floor.Offset < 64 * 1024 + 400);
        }

        var rare = new StreamIndex(1);
        for (var i = 0; i < 100; i++)
            rare.Add(i + 1, 1, DateTimeOffset.UnixEpoch, 36 + (i * 100_000L), LaneSet.Default);
        Assert.InRange(rare.Entries.Count, 6, 8);
    }
}
