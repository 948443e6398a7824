using MoCluster.Conformance.Stores.Hosting;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Conformance.Stores;

/// <summary>Events of a stream are numbered 1, 2, 3 … without gaps, in commit order.</summary>
public sealed class EventTests : StoreTests
{
    [Theory, EveryStore]
    public async Task Events_are_numbered_within_their_stream(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var other = new StreamKey("tests", "others");
        var result = await host.SucceedAsync(Make.Commit(Make.Event("a"), Make.Event("b", other), Make.Event("c"), Make.Event("d", other)));
        Assert.Equal([1, 1, 2, 2], result.Events.Select(appended => appended.Event.Number));
        Assert.Equal(["a", "b", "c", "d"], result.Events.Select(appended => appended.Event.Subject));

        var next = await host.SucceedAsync(Make.Commit(Make.Event("e")));
        Assert.Equal(3, Assert.Single(next.Events).Event.Number);
        Assert.Equal(["a", "c", "e"], (await host.Store.ReadEventsAsync(Make.Stream, 1, 10, Cancellation)).Select(record => record.Subject));
        Assert.Equal(
            [new StreamHead(other, 1, 2), new StreamHead(Make.Stream, 1, 3)], await host.Store.ReadHeadsAsync(default, Cancellation));
    }

    [Theory, EveryStore]
    public async Task Every_field_of_an_event_is_kept(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var unit = Make.Object();
        var full = new EventDraft(
            new StreamKey("ns æøå/%", "rk 日本"),
            Guid.NewGuid(),
            "subject \"ü\"",
            1,
            "a key",
            new RegistrationReference(unit, 7),
            new EventTarget(EventTargetKind.Listener, Guid.NewGuid()),
            Make.TraceParent(7),
            Triggerless: true);
        var bare = Make.Event(new string('x', EventRecord.MaxSubjectLength), full.Stream) with
        {
            Target = new EventTarget(EventTargetKind.Owner, Guid.NewGuid()),
        };
        var result = await host.SucceedAsync(Make.Commit(full, bare));

        await host.ReopenAsync();
        var read = await host.Store.ReadEventsAsync(full.Stream, 1, 10, Cancellation);
        Assert.Equal(result.Events.Select(appended => appended.Event), read);
        Assert.Equal(
            [new(1, full.Uuid, full.Subject, 1, host.Time.Now, "a key", full.Registration, full.Target, full.TraceParent, Triggerless: true),
                new(2, bare.Uuid, bare.Subject, bare.Priority, host.Time.Now, bare.Key, null, bare.Target)],
            read);
    }

    [Theory, EveryStore]
    public async Task An_invalid_trace_parent_is_rejected_with_an_exception(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var sound = Make.TraceParent(7);
        foreach (var wrong in (string[])["", "x", sound[..^1], sound + "-x", sound[..^2] + "00", "01" + sound[2..], sound.ToUpperInvariant()])
        {
            var commit = Make.Commit(Make.Event() with { TraceParent = wrong });
            Assert.Contains("trace parent", (await Assert.ThrowsAsync<ArgumentException>(async () => await host.Store.CommitAsync(commit))).Message, StringComparison.Ordinal);
        }

        Assert.Equal(1, (await host.SucceedAsync(Make.Commit(Make.Event() with { TraceParent = sound }))).Events[0].Event.Number);
    }

    [Theory, EveryStore]
    public async Task Numbers_have_no_gaps_when_many_commit_at_once(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        StreamKey[] streams = [Make.Stream, new("tests", "others"), new("more", "things")];
        Commit Three(int i) => Make.Commit(
            Make.Event($"{i}", streams[i % 3]), Make.Event($"{i}", streams[i % 2]), Make.Event($"{i}", streams[i % 3]));
        var results = await Task.WhenAll(Enumerable.Range(0, 90).Select(i => Task.Run(() => host.SucceedAsync(Three(i)))));

        foreach (var stream in streams)
        {
            var given = results.SelectMany(result => result.Events)
                .Where(appended => appended.Stream == stream)
                .Select(appended => appended.Event);
            var read = await host.Store.ReadEventsAsync(stream, 1, 1_000, Cancellation);
            Assert.Equal(Enumerable.Range(1, read.Length).Select(number => (long)number), read.Select(record => record.Number));
            Assert.Equal(given.OrderBy(record => record.Number), read);
        }
    }

    [Theory, EveryStore]
    public async Task Times_never_go_back(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var first = await host.SucceedAsync(Make.Commit(Make.Event()));
        host.Time.Advance(TimeSpan.FromMinutes(-5));
        var second = await host.SucceedAsync(Make.Commit(Make.Event(), Make.Event("b", new StreamKey("tests", "others"))));
        Assert.Equal(first.Events[0].Event.Time, second.Events[0].Event.Time);
        Assert.Equal(host.Time.Now, second.Events[1].Event.Time);

        host.Time.Advance(TimeSpan.FromMinutes(10));
        var third = await host.SucceedAsync(Make.Commit(Make.Event()));
        Assert.Equal(host.Time.Now, third.Events[0].Event.Time);
    }

    [Theory, EveryStore]
    public async Task Times_are_whole_microseconds(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        host.Time.Advance(TimeSpan.FromTicks(7));
        var result = await host.SucceedAsync(Make.Commit(Make.Event()));
        Assert.Equal(host.Time.Now - TimeSpan.FromTicks(7), result.Events[0].Event.Time);
        Assert.Equal(host.Time.Now - TimeSpan.FromTicks(7), host.Store.Now);
    }

    [Theory, EveryStore]
    public async Task Ranges_and_single_events_are_read(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        for (var i = 0; i < 40; i++)
            await host.SucceedAsync(Make.Commit(Make.Events(10)));

        Assert.Equal(Range(1, 400), await NumbersAsync(host, 1, 1_000));
        Assert.Equal(Range(1, 5), await NumbersAsync(host, -3, 5));
        Assert.Equal(Range(123, 50), await NumbersAsync(host, 123, 50));
        Assert.Equal(Range(399, 2), await NumbersAsync(host, 399, 10));
        Assert.Empty(await NumbersAsync(host, 401, 10));
        Assert.Empty(await host.Store.ReadEventsAsync(new StreamKey("no", "such"), 1, 10, Cancellation));

        var single = await host.Store.ReadEventsAsync(Make.Stream, [3, 4, 5, 77, 300, 400, 401, 999], Cancellation);
        Assert.Equal([3, 4, 5, 77, 300, 400], single.Select(record => record.Number));
        Assert.Equal("subject 6", single[3].Subject);
    }

    [Theory, EveryStore]
    public async Task A_lane_is_read_on_its_own(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        int[] worst = [10_001, 20_000, int.MaxValue];
        EventDraft[] Block(int priority, int count) =>
            [.. Enumerable.Range(0, count).Select(i => Make.Event($"subject {i}", priority: priority)), Make.Event("x", new StreamKey("tests", "o"), 5)];
        for (var i = 0; i < 30; i++)
            await host.SucceedAsync(Make.Commit(Block(worst[i % 3], 20)));
        await host.SucceedAsync(Make.Commit(Make.Event(priority: 9_999), Make.Event(priority: 10_000), Make.Event(priority: 1)));
        for (var i = 0; i < 30; i++)
            await host.SucceedAsync(Make.Commit(Block(worst[i % 3], 20)));
        await host.SucceedAsync(Make.Commit(Make.Event(priority: 10_000), Make.Event(priority: 2)));

        for (var opened = 0; opened < 2; opened++)
        {
            Assert.Equal([601, 603, 1205], await LaneAsync(host, PriorityLane.Better, 1, 1205, 10));
            Assert.Equal([601, 603], await LaneAsync(host, PriorityLane.Better, 1, 1205, 2));
            Assert.Equal([601, 603], await LaneAsync(host, PriorityLane.Better, 601, 1204, 10));
            Assert.Equal([603], await LaneAsync(host, PriorityLane.Better, 602, 603, 10));
            Assert.Empty(await LaneAsync(host, PriorityLane.Better, 604, 1204, 10));
            Assert.Equal([602, 1204], await LaneAsync(host, PriorityLane.Default, -5, 1205, 10));
            Assert.Equal([599, 600, 604, 605], await LaneAsync(host, PriorityLane.Worse, 599, 1205, 4));
            Assert.Equal(1200, (await LaneAsync(host, PriorityLane.Worse, 1, 1205, 10_000)).Count());
            Assert.Empty(await LaneAsync(host, PriorityLane.Worse, 9, 8, 10));
            Assert.Empty(await host.Store.ReadLaneAsync(new StreamKey("no", "such"), PriorityLane.Better, 1, 9, 10, Cancellation));
            await host.ReopenAsync();
        }

        var read = await host.Store.ReadLaneAsync(Make.Stream, PriorityLane.Better, 1, 1205, 10, Cancellation);
        Assert.Equal(await host.Store.ReadEventsAsync(Make.Stream, [601, 603, 1205], Cancellation), read);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => host.Store.ReadLaneAsync(Make.Stream, PriorityLane.Worse, 1, 5, StoreLimits.MaxBatch + 1, Cancellation).AsTask());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => host.Store.ReadLaneAsync(Make.Stream, PriorityLane.Worse, 1, 5, 0, Cancellation).AsTask());
    }

    [Theory, EveryStore]
    public async Task A_lane_is_read_from_the_kept_events(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        for (var i = 0; i < 40; i++)
        {
            host.Time.Advance(TimeSpan.FromMinutes(1));
            await host.SucceedAsync(Make.Commit(Make.Event(priority: i % 2 == 0 ? 1 : 10_000), Make.Event(priority: 10_001)));
        }

        await host.Store.TrimAsync(host.Time.Now - TimeSpan.FromMinutes(9), Cancellation);
        for (var opened = 0; opened < 2; opened++)
        {
            Assert.Equal([61, 65, 69, 73, 77], await LaneAsync(host, PriorityLane.Better, 1, 80, 10));
            Assert.Equal([63, 67], await LaneAsync(host, PriorityLane.Default, 2, 80, 2));
            Assert.Equal([62, 64], await LaneAsync(host, PriorityLane.Worse, 1, 64, 10));
            Assert.Empty(await LaneAsync(host, PriorityLane.Worse, 1, 60, 10));
            await host.ReopenAsync();
        }
    }

    [Theory, EveryStore]
    public async Task A_commit_accepts_events_up_to_the_limit(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        await host.SucceedAsync(Make.Commit(Make.Events(StoreLimits.MaxEvents)));
        await host.AssertThrowsAsync(Make.Commit(Make.Events(StoreLimits.MaxEvents + 1)));
        var many = Enumerable.Range(0, 300).Select(i => Make.Event($"{i}", new StreamKey("tests", $"{i % 150}"))).ToArray();
        var result = await host.SucceedAsync(Make.Commit(many));
        Assert.Equal(many.Select((_, i) => i < 150 ? 1L : 2L), result.Events.Select(appended => appended.Event.Number));
    }

    [Theory, EveryStore]
    public async Task Events_that_break_a_rule_are_rejected_with_an_exception(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        await host.SucceedAsync(Make.Commit(Make.Event()));
        await host.AssertThrowsAsync(Make.Commit(Make.Event(), Make.Event("")));
        await host.AssertThrowsAsync(Make.Commit(Make.Event(new string('x', EventRecord.MaxSubjectLength + 1))));
        await host.AssertThrowsAsync(Make.Commit(Make.Event(priority: 0)));
        await host.AssertThrowsAsync(Make.Commit(Make.Event() with { Key = "" }));
        await host.AssertThrowsAsync(Make.Commit(Make.Event(stream: new StreamKey("", "x"))));
        await host.AssertThrowsAsync(Make.Commit(Make.Event("\ud800")));
        await host.AssertThrowsAsync(Make.Commit(Make.Event() with { Registration = new RegistrationReference(Make.Object(), 0) }));
        await host.AssertThrowsAsync(Make.Commit(Make.Event() with { Registration = new RegistrationReference(Make.Object() with { Type = "" }, 1) }));
        await host.AssertThrowsAsync(Make.Commit(Make.Event() with { Target = new EventTarget((EventTargetKind)2, Guid.NewGuid()) }));
        await host.AssertThrowsAsync(Make.Commit(Make.Event()) with { Id = Guid.Empty });
    }

    [Theory, EveryStore]
    public async Task A_read_beyond_the_limit_is_rejected_with_an_exception(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => host.Store.ReadEventsAsync(Make.Stream, 1, StoreLimits.MaxBatch + 1, Cancellation).AsTask());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => host.Store.ReadEventsAsync(Make.Stream, 1, 0, Cancellation).AsTask());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => host.Store.ListObjectsAsync(new ObjectQuery("x", 0), Cancellation).AsTask());
    }

    private static async Task<IEnumerable<long>> LaneAsync(StoreHost host, PriorityLane lane, long from, long to, int limit) =>
        (await host.Store.ReadLaneAsync(Make.Stream, lane, from, to, limit, Cancellation)).Select(record => record.Number);

    private static async Task<IEnumerable<long>> NumbersAsync(StoreHost host, long from, int limit) =>
        (await host.Store.ReadEventsAsync(Make.Stream, from, limit, Cancellation)).Select(record => record.Number);

    private static IEnumerable<long> Range(int first, int count) => Enumerable.Range(first, count).Select(number => (long)number);
}
