using MoCluster.Conformance.Stores.Hosting;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Conformance.Stores;

/// <summary>
/// Any part of the log reads as it was published, however many events shared a commit or a commit batch, and whatever was trimmed.
/// </summary>
public sealed class LogReadTests : StoreTests
{
    private static readonly StreamKey Other = new("tests", "others");

    /// <summary>
    /// Around the sizes that stores keep together: event blocks of PostgreSQL hold 256 events, settled bitmaps 512 numbers.
    /// </summary>
    private static readonly int[] Sizes = [1, 1, 1, 255, 1, 256, 257, 3, 512, 600, 20, 1];

    [Theory, EveryStore]
    public async Task Any_range_is_read_as_it_was_published(StoreKind kind)
    {
        var random = new Random(26);
        await using var host = await StoreHost.OpenAsync(kind);
        var listener = Make.Listener();
        await host.SucceedAsync(Make.Commit(new DefinitionWrite.PutListener(listener)));
        await host.SucceedAsync(Make.Commit(new GroupWrite { Group = listener.Group, TakeEpoch = true }));
        var published = new List<EventRecord>();
        foreach (var size in Sizes)
        {
            host.Time.Advance(TimeSpan.FromMinutes(1));
            var commits = Enumerable.Range(0, random.Next(1, 4)).Select(_ => host.SucceedAsync(Make.Commit(Drafts(random, size))));
            foreach (var result in await Task.WhenAll(commits))
                published.AddRange(result.Events.Where(appended => appended.Stream == Make.Stream).Select(appended => appended.Event));
        }

        published.Sort((one, other) => one.Number.CompareTo(other.Number));
        Assert.Equal(Enumerable.Range(1, published.Count).Select(number => (long)number), published.Select(record => record.Number));
        var first = 1L;
        for (var step = 0; step < 6; step++)
        {
            await ReadsAsync(host, random, published, first);
            first += random.Next(1, published.Count / 6);
            await host.SucceedAsync(Make.Commit(
                Make.Progress(listener, 1, new ListenerProgress { Listener = listener.Uuid, Frontier = first - 1 })));
            await host.Store.TrimAsync(host.Time.Now + TimeSpan.FromDays(1), Cancellation);
            Assert.Equal(new StreamHead(Make.Stream, first, published.Count), Assert.Single(await host.Store.ReadHeadsAsync([Make.Stream], Cancellation)));
            if (step == 3)
                await host.ReopenAsync();
        }

        await ReadsAsync(host, random, published, first);
    }

    [Theory, EveryStore]
    public async Task A_lane_is_read_whole_from_however_many_commits(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var usual = Make.Events(3);
        for (var i = 0; i < 200; i++)
            await host.SucceedAsync(Make.Commit([.. usual.Select(draft => draft with { Uuid = Guid.NewGuid() }), Make.Event(priority: 20_000)]));
        foreach (var limit in new[] { 1, 63, 64, 65, 199, StoreLimits.MaxBatch })
        {
            var read = await host.Store.ReadLaneAsync(Make.Stream, PriorityLane.Worse, 1, 800, limit, Cancellation);
            Assert.Equal(Enumerable.Range(1, Math.Min(limit, 200)).Select(nth => 4L * nth), read.Select(record => record.Number));
            read = await host.Store.ReadLaneAsync(Make.Stream, PriorityLane.Default, 2, long.MaxValue, limit, Cancellation);
            Assert.Equal(
                Enumerable.Range(2, 799).Where(number => number % 4 != 0).Take(limit).Select(number => (long)number),
                read.Select(record => record.Number));
        }

        Assert.Empty(await host.Store.ReadEventsAsync(Make.Stream, long.MaxValue, 10, Cancellation));
        Assert.Empty(await host.Store.ReadLaneAsync(Make.Stream, PriorityLane.Worse, long.MaxValue, long.MaxValue, 10, Cancellation));
        Assert.Empty(await host.Store.ReadEventsAsync(Make.Stream, [0, 801, long.MaxValue], Cancellation));
        Assert.Equal(1, Assert.Single(await host.Store.ReadEventsAsync(Make.Stream, long.MinValue, 1, Cancellation)).Number);
    }

    private static async Task ReadsAsync(StoreHost host, Random random, List<EventRecord> published, long first)
    {
        var store = host.Store;
        var kept = published.Where(record => record.Number >= first).ToList();
        for (var read = 0; read < 30; read++)
        {
            var (from, limit) = (random.Next(3) == 0 ? random.Next(-3, 4) : random.Next(-3, published.Count + 3), random.Next(3) == 0 ? random.Next(1, 4) : random.Next(1, published.Count + 300));
            var to = random.Next(Math.Max(from, 1), published.Count + 4);
            Assert.Equal(kept.Where(record => record.Number >= from).Take(limit), await store.ReadEventsAsync(Make.Stream, from, limit, Cancellation));
            foreach (var lane in Enum.GetValues<PriorityLane>())
            {
                Assert.Equal(
                    kept.Where(record => record.Number >= from && record.Number <= to && PriorityLanes.Of(record.Priority) == lane).Take(limit),
                    await store.ReadLaneAsync(Make.Stream, lane, from, to, limit, Cancellation));
            }

            long[] numbers = [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => (long)random.Next(1, published.Count + 3)).Distinct().Order()];
            Assert.Equal(
                kept.Where(record => numbers.Contains(record.Number)), await store.ReadEventsAsync(Make.Stream, [.. numbers], Cancellation));
        }
    }

    /// <summary>Events of two streams in turn, a few with another priority, key, target or registration.</summary>
    private static EventDraft[] Drafts(Random random, int count)
    {
        var usual = random.Next(3) == 0 ? 20_000 : EventRecord.DefaultPriority;
        return [.. Enumerable.Range(0, count).SelectMany(i => Enumerable.Range(0, random.Next(1, 3)).Select(place => Draft(random, usual, i, place)))];
    }

    private static EventDraft Draft(Random random, int usual, int index, int place)
    {
        var draft = Make.Event($"æ {index}", place == 0 ? Make.Stream : Other, random.Next(50) == 0 ? random.Next(1, 30_000) : usual);
        draft = draft with { TraceParent = random.Next(10) == 0 ? Make.TraceParent(index) : null };
        return random.Next(8) switch
        {
            0 => draft with { Key = $"key {index}" },
            1 => draft with { Registration = new RegistrationReference(Make.Object(), random.Next(1, 1_000_000)) },
            2 => draft with { Target = new EventTarget((EventTargetKind)random.Next(2), Guid.NewGuid()) },
            _ => draft,
        };
    }
}
