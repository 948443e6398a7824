using MoCluster.Conformance.Stores.Hosting;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Grains.Storage.Results;

namespace MoCluster.Conformance.Stores;

/// <summary>The log is kept until the frontier of every listener of a stream has passed and the retention is over.</summary>
public sealed class TrimTests : StoreTests
{
    [Theory, EveryStore]
    public async Task Old_events_of_streams_without_listeners_are_trimmed(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        await host.SucceedAsync(Make.Commit(Make.Events(30)));
        host.Time.Advance(TimeSpan.FromDays(1));
        var instant = host.Time.Now;
        await host.SucceedAsync(Make.Commit(Make.Events(30)));

        await host.Store.TrimAsync(instant, Cancellation);
        Assert.Equal([new StreamHead(Make.Stream, 31, 60)], await host.Store.ReadHeadsAsync([Make.Stream], Cancellation));
        Assert.Equal(31, (await host.Store.ReadEventsAsync(Make.Stream, 1, 5, Cancellation))[0].Number);
        Assert.Equal([31], (await host.Store.ReadEventsAsync(Make.Stream, [1, 30, 31], Cancellation)).Select(record => record.Number));

        await host.Store.TrimAsync(instant + TimeSpan.FromTicks(10), Cancellation);
        Assert.Equal([new StreamHead(Make.Stream, 61, 60)], await host.Store.ReadHeadsAsync(default, Cancellation));
        await host.ReopenAsync();
        Assert.Equal([new StreamHead(Make.Stream, 61, 60)], await host.Store.ReadHeadsAsync(default, Cancellation));
        Assert.Empty(await host.Store.ReadEventsAsync(Make.Stream, 1, 5, Cancellation));
        Assert.Equal(61, (await host.SucceedAsync(Make.Commit(Make.Event()))).Events[0].Event.Number);
    }

    [Theory, EveryStore]
    public async Task A_listener_can_be_moved_back_only_to_kept_events(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var listener = await ListenAsync(host);
        await host.SucceedAsync(Make.Commit(Make.Events(20)));
        host.Time.Advance(TimeSpan.FromDays(30));
        Commit To(long frontier, long? position) => Make.Commit(
            Make.Progress(listener, 1, new ListenerProgress { Listener = listener.Uuid, Frontier = frontier, NewPosition = position }))
            with
        { Preconditions = [new Precondition.EventsKept(Make.Stream, frontier + 1)] };
        await host.SucceedAsync(To(12, null));
        await host.Store.TrimAsync(host.Time.Now, Cancellation);
        var refusal = await host.RefuseAsync(To(11, 2));
        Assert.Equal(new Precondition.EventsKept(Make.Stream, 12), refusal.Precondition);
        Assert.Equal("the first number that is kept is 13", refusal.Found);
        await host.SucceedAsync(To(20, 2));
        await host.SucceedAsync(To(12, 3));
        await host.SucceedAsync(Make.Asking(new Precondition.EventsKept(new StreamKey("tests", "never"), 1)));
    }

    [Theory, EveryStore]
    public async Task A_trim_keeps_the_events_to_which_a_listener_was_just_moved_back(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var rounds = new List<(StreamKey Stream, ListenerDefinition Listener)>();
        for (var round = 0; round < 12; round++)
        {
            var stream = new StreamKey("tests", $"round {round}");
            rounds.Add((stream, await ListenAsync(host, Make.Listener($"l{round}", stream))));
            await host.SucceedAsync(Make.Commit(Make.Events(20, stream)));
        }

        host.Time.Advance(TimeSpan.FromDays(30));
        foreach (var (stream, listener) in rounds)
        {
            Commit To(long frontier, long? position) => Make.Commit(
                Make.Progress(listener, 1, new ListenerProgress { Listener = listener.Uuid, Frontier = frontier, NewPosition = position }))
                with
            { Preconditions = [new Precondition.EventsKept(stream, frontier + 1)] };
            await host.SucceedAsync(To(20, null));
            var trimmed = Task.Run(async () => await host.Store.TrimAsync(host.Time.Now, Cancellation), Cancellation);
            var back = await host.Store.CommitAsync(To(0, 2));
            await trimmed;
            await host.Store.TrimAsync(host.Time.Now, Cancellation);
            var first = Assert.Single(await host.Store.ReadHeadsAsync([stream], Cancellation)).First;
            Assert.Equal(back.Committed ? 1 : 21, first);
        }
    }

    [Theory, EveryStore]
    public async Task Events_after_a_listeners_frontier_are_kept(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        ListenerDefinition slow = await ListenAsync(host, Make.Listener("slow")), quick = await ListenAsync(host, Make.Listener("quick"));
        await ListenAsync(host, Make.Listener("elsewhere", new StreamKey("tests", "others")));
        await host.SucceedAsync(Make.Commit(Make.Events(20)));
        host.Time.Advance(TimeSpan.FromDays(30));
        Task SettleAsync(ListenerDefinition listener, long frontier, long? position = null) => host.SucceedAsync(Make.Commit(
            Make.Progress(listener, 1, new ListenerProgress { Listener = listener.Uuid, Frontier = frontier, NewPosition = position })));
        async Task<long> FirstAsync()
        {
            await host.Store.TrimAsync(host.Time.Now, Cancellation);
            return Assert.Single(await host.Store.ReadHeadsAsync([Make.Stream], Cancellation)).First;
        }

        await SettleAsync(quick, 20);
        Assert.Equal(1, await FirstAsync());
        await SettleAsync(slow, 7);
        Assert.Equal(8, await FirstAsync());
        await SettleAsync(quick, 2, position: 2);
        await SettleAsync(slow, 15);
        Assert.Equal(8, await FirstAsync());
        await host.SucceedAsync(Make.Commit(new DefinitionWrite.DeleteListener(quick.Uuid)));
        Assert.Equal(16, await FirstAsync());
        Assert.Equal(5, (await host.Store.ReadEventsAsync(Make.Stream, 1, 100, Cancellation)).Length);
    }

    [Theory, EveryStore]
    public async Task A_suspended_listener_does_not_hold_the_log(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        ListenerDefinition stuck = await ListenAsync(host, Make.Listener("stuck")), other = await ListenAsync(host, Make.Listener("other"));
        await host.SucceedAsync(Make.Commit(Make.Events(20)));
        host.Time.Advance(TimeSpan.FromDays(30));
        await host.SucceedAsync(Make.Commit(Make.Progress(other, 1, new ListenerProgress { Listener = other.Uuid, Frontier = 12 })));
        await host.SucceedAsync(Make.Commit(new DefinitionWrite.PutListener(stuck with { Pause = new ListenerPause(host.Time.Now) })));
        async Task<long> FirstAsync()
        {
            await host.Store.TrimAsync(host.Time.Now, Cancellation);
            return Assert.Single(await host.Store.ReadHeadsAsync([Make.Stream], Cancellation)).First;
        }

        // A paused listener still holds the log.
        Assert.Equal(1, await FirstAsync());
        var suspended = stuck with { Suspension = new ListenerSuspension(host.Time.Now, 1, 20) };
        await host.SucceedAsync(Make.Commit(new DefinitionWrite.PutListener(suspended)));
        Assert.Equal(13, await FirstAsync());
        await host.ReopenAsync();
        await host.SucceedAsync(Make.Commit(new DefinitionWrite.PutListener(other with { Suspension = suspended.Suspension })));

        // A resumed listener relies on what is kept; from then on it holds the log again at its frontier.
        Commit Resume(long from) => Make.Commit(new DefinitionWrite.PutListener(stuck))
            with
        { Preconditions = [new Precondition.EventsKept(Make.Stream, from)] };
        await host.RefuseAsync(Resume(12));
        await host.SucceedAsync(Resume(13));
        Assert.Equal(13, await FirstAsync());
        Assert.Equal(0, (await ReadAsync(host, stuck)).Frontier);
        await host.SucceedAsync(Make.Commit(new DefinitionWrite.PutListener(stuck with { Suspension = suspended.Suspension })));
        Assert.Equal(21, await FirstAsync());
    }

    [Theory, EveryStore]
    public async Task The_bound_is_exact_within_a_long_log(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var instant = default(DateTimeOffset);
        for (var i = 0; i < 60; i++)
        {
            host.Time.Advance(TimeSpan.FromMinutes(1));
            if (i == 41)
                instant = host.Time.Now;
            await host.SucceedAsync(Make.Commit([.. Make.Events(10), .. Make.Events(1, new StreamKey("tests", "others"))]));
        }

        await host.Store.TrimAsync(instant, Cancellation);
        Assert.Equal(
            [new StreamHead(new StreamKey("tests", "others"), 42, 60), new StreamHead(Make.Stream, 411, 600)],
            await host.Store.ReadHeadsAsync(default, Cancellation));
        Assert.Equal(190, (await host.Store.ReadEventsAsync(Make.Stream, 1, 1_000, Cancellation)).Length);
        await host.ReopenAsync();
        Assert.Equal(190, (await host.Store.ReadEventsAsync(Make.Stream, 1, 1_000, Cancellation)).Length);
    }

    [Theory, EveryStore]
    public async Task Results_older_than_a_week_are_deleted(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        IdempotencyKey Key(int index) => new(Actor.Anonymous, "k", "p", index);
        for (var i = 0; i < 3; i++)
        {
            await host.SucceedAsync(Make.Commit(Make.Event()) with { Results = [new ResultWrite(Key(i), [1], [2])] });
            host.Time.Advance(TimeSpan.FromDays(3));
        }

        await host.Store.TrimAsync(DateTimeOffset.MinValue, Cancellation);

        // They are gone for good, even if the clock were set back.
        host.Time.Advance(TimeSpan.FromDays(-9));
        Assert.Null(await host.Store.ReadResultAsync(Key(0), Cancellation));
        Assert.NotNull(await host.Store.ReadResultAsync(Key(1), Cancellation));
        Assert.NotNull(await host.Store.ReadResultAsync(Key(2), Cancellation));
    }

    [Theory, EveryStore]
    public async Task Trimming_runs_beside_commits_and_reads(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var listener = await ListenAsync(host);
        var done = false;
        var trimming = Task.Run(async () =>
        {
            while (!Volatile.Read(ref done))
                await host.Store.TrimAsync(DateTimeOffset.MaxValue, Cancellation);
        }, Cancellation);
        var frontier = 0L;
        for (var i = 0; i < 60; i++)
        {
            await host.SucceedAsync(Make.Commit(Make.Events(10)));
            var range = await host.Store.ReadEventsAsync(Make.Stream, frontier + 1, 100, Cancellation);
            Assert.Equal(Enumerable.Range((int)frontier + 1, 10).Select(number => (long)number), range.Select(record => record.Number));
            frontier += 10;
            var progress = new ListenerProgress { Listener = listener.Uuid, Frontier = frontier };
            await host.SucceedAsync(Make.Commit(Make.Progress(listener, 1, progress)));
        }

        Volatile.Write(ref done, true);
        await trimming;
        await host.Store.TrimAsync(DateTimeOffset.MaxValue, Cancellation);
        Assert.Equal([new StreamHead(Make.Stream, 601, 600)], await host.Store.ReadHeadsAsync(default, Cancellation));
    }
}
