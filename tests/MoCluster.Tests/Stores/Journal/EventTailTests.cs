using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Storage;
using MoCluster.Stores.Journal.Log;

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
    public void The_index_is_sparse_and_finds_the_frame_to_begin_with()
    {
        var index = new StreamIndex(11);
        var frames = new List<(long Number, long Offset)>();
        long number = 11, offset = 36;
        for (var i = 0; i < 20_000; i++)
        {
            frames.Add((number, offset));
            index.Add(number, 3, DateTimeOffset.UnixEpoch, offset);
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
            rare.Add(i + 1, 1, DateTimeOffset.UnixEpoch, 36 + (i * 100_000L));
        Assert.InRange(rare.Entries.Count, 6, 8);
    }
}
