using MoCluster.Conformance.Stores.Hosting;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Conformance.Stores;

/// <summary>The backlogs of listeners, read for all of them at once.</summary>
public sealed class BacklogTests : StoreTests
{
    private static readonly string[] Letters = ["a", "é", "€", "😀"];
    private static readonly int[] Lengths = [1, 30, 61, 62, 63, 64, 120, 200];

    [Theory, EveryStore]
    public async Task Backlogs_are_reported_for_the_listeners_that_have_one(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        await host.SucceedAsync(Make.Commit(Make.Events(300)));
        Assert.Empty(await host.Store.ReadBacklogsAsync(null, 10, Cancellation));
        ListenerDefinition idle = await ListenAsync(host, Make.Listener("idle", new StreamKey("tests", "other"))),
            never = await ListenAsync(host, Make.Listener("never")),
            some = await ListenAsync(host, Make.Listener("some")),
            done = await ListenAsync(host, Make.Listener("done")),
            parked = await ListenAsync(host, Make.Listener("parked")),
            halted = Make.Listener("halted", new StreamKey("tests", "other")) with { Suspension = new ListenerSuspension(Make.Year(2028), 1, 0) };
        await host.SucceedAsync(Make.Commit(new DefinitionWrite.PutListener(halted)));
        Assert.Equal(halted.Uuid, Assert.Single(await host.Store.ReadBacklogsAsync(null, 10, Cancellation)).Definition.Uuid);

        // Three commits of 300, 1 and 400 events, so three times.
        var first = await TimeOfAsync(host, Make.Commit(Make.Events(300)));
        host.Time.Advance(TimeSpan.FromMinutes(1));
        var second = await TimeOfAsync(host, Make.Commit(Make.Events(1)));
        host.Time.Advance(TimeSpan.FromMinutes(1));
        var third = await TimeOfAsync(host, Make.Commit(Make.Events(400)));
        Assert.True(first < second && second < third);
        await AdvanceAsync(some, 601);
        await AdvanceAsync(done, 1001);
        await AdvanceAsync(parked, 1001, Row("p", 600, first, parked: true), Row("q", 601, second, parked: true), Row("s", 700, third, silenced: true));

        await AlikeAsync();
        await host.ReopenAsync();
        await AlikeAsync();

        // Page by page, one listener each.
        var found = new List<ListenerBacklog>();
        for (Guid? after = null; await host.Store.ReadBacklogsAsync(after, 1, Cancellation) is [var one]; after = one.Definition.Uuid)
            found.Add(one);
        Assert.Equal(Expected(), found);

        async Task AlikeAsync() => Assert.Equal(Expected(), await host.Store.ReadBacklogsAsync(null, 100, Cancellation));

        ListenerBacklog[] Expected() =>
        [
            .. new[]
            {
                new ListenerBacklog(never, 701, 0, 0, first),
                new ListenerBacklog(some, 400, 0, 0, third),
                new ListenerBacklog(parked, 0, 0, 2, null),
                new ListenerBacklog(halted, 0, 0, 0, null),
            }.OrderBy(backlog => backlog.Definition.Uuid),
        ];

        async Task AdvanceAsync(ListenerDefinition listener, long frontier, params EntryRow[] rows) => await host.SucceedAsync(Make.Commit(
            Make.Progress(listener, 1, new ListenerProgress { Listener = listener.Uuid, Frontier = frontier, Rows = [.. rows] })));
    }

    [Theory, EveryStore]
    public async Task The_oldest_delayed_event_is_reported_whatever_its_subject(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var listener = await ListenAsync(host);
        await host.SucceedAsync(Make.Commit(Make.Events(3)));
        var random = new Random(11);
        var rows = new List<EntryRow>();
        for (var i = 0; i < 60; i++)
        {
            // Numbers, lengths and priorities of every encoded width; characters of one to four bytes.
            var subject = $"{i}-" + string.Concat(Enumerable.Repeat(Letters[i % Letters.Length], Lengths[i % Lengths.Length]));
            var row = Row(subject, (1L << (i % 62)) + 1, Make.Year(3000).AddTicks(-random.NextInt64(Make.Year(900).Ticks)), priority: 1 << (i % 31));
            rows.Add(row with { Events = [.. row.Events, row.Events[0] with { Number = row.Events[0].Number + 1, Time = Make.Year(3500) }] });
        }

        var least = Row("earlier, but it is set aside", 5, Make.Year(2), parked: true);
        for (var i = 0; i < rows.Count; i++)
        {
            await host.SucceedAsync(Make.Commit(Make.Progress(listener, 1, new ListenerProgress
            {
                Listener = listener.Uuid,
                Frontier = 3,
                Rows = i == 0 ? [rows[0], least] : [rows[i]],
                RowsDropped = i == 0 ? [] : [rows[i - 1].Subject],
            })));
            Assert.Equal(
                new ListenerBacklog(listener, 0, 1, 1, rows[i].Events[0].Time),
                Assert.Single(await host.Store.ReadBacklogsAsync(null, 10, Cancellation)));
        }

        await host.SucceedAsync(Make.Commit(Make.Progress(listener, 1, new ListenerProgress { Listener = listener.Uuid, Frontier = 3, Rows = [.. rows] })));
        Assert.Equal(
            new ListenerBacklog(listener, 0, rows.Count, 1, rows.Min(row => row.Events[0].Time)),
            Assert.Single(await host.Store.ReadBacklogsAsync(null, 10, Cancellation)));
    }

    [Theory, EveryStore]
    public async Task Trimmed_events_are_in_no_backlog(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var suspended = Make.Listener() with { Suspension = new ListenerSuspension(Make.Year(2028), 1, 0) };
        await host.SucceedAsync(Make.Commit(new DefinitionWrite.PutListener(suspended)));
        await host.SucceedAsync(Make.Commit(Make.Events(10)));
        host.Time.Advance(TimeSpan.FromDays(1));
        var later = await TimeOfAsync(host, Make.Commit(Make.Events(2)));
        await host.Store.TrimAsync(later, Cancellation);
        Assert.Equal(new ListenerBacklog(suspended, 2, 0, 0, later), Assert.Single(await host.Store.ReadBacklogsAsync(null, 10, Cancellation)));
    }

    private static EntryRow Row(
        string subject, long number, DateTimeOffset time, bool parked = false, bool silenced = false, int priority = 10_000) => new(
        subject, [new EventRecord(number, Guid.NewGuid(), subject, priority, time, subject, null, null)], 1, null, parked, silenced);

    private static async Task<DateTimeOffset> TimeOfAsync(StoreHost host, Commit commit) =>
        (await host.SucceedAsync(commit)).Events[0].Event.Time;
}
