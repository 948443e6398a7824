using MoCluster.Conformance.Stores.Hosting;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Conformance.Stores;

/// <summary>Progress of listener groups: fenced by the epoch, leases by generation, settled numbers by frontier and bitmap.</summary>
public sealed class GroupTests : StoreTests
{
    [Theory, EveryStore]
    public async Task An_older_epoch_is_refused(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var listener = await ListenAsync(host);
        await host.SucceedAsync(Make.Commit(Make.Events(3)));
        Commit Settle(long epoch, long frontier) =>
            Make.Commit(Make.Progress(listener, epoch, new ListenerProgress { Listener = listener.Uuid, Frontier = frontier }));

        await host.SucceedAsync(Settle(1, 1));
        var taken = await host.SucceedAsync(Make.Commit(new GroupWrite { Group = listener.Group, TakeEpoch = true, Epoch = 99 }));
        Assert.Equal([2], taken.Epochs);
        Assert.Equal(new Precondition.GroupAt(listener.Group, 1), (await host.RefuseAsync(Settle(1, 2))).Precondition);
        await host.RefuseAsync(Settle(3, 2));
        await host.SucceedAsync(Settle(2, 2));
        await host.SucceedAsync(Make.Asking(new Precondition.GroupAt(listener.Group, 2), new Precondition.GroupAt(Guid.NewGuid(), 0)));
        await host.RefuseAsync(Make.Asking(new Precondition.GroupAt(listener.Group, 1)));
        Assert.Equal(2, (await ReadAsync(host, listener)).Frontier);
    }

    [Theory, EveryStore]
    public async Task Every_epoch_is_given_once(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var group = Guid.NewGuid();
        var empty = await host.Store.ReadGroupAsync(group, Cancellation);
        Assert.Equal((0, 0), (empty.Epoch, empty.Listeners.Length));
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(
            () => host.SucceedAsync(Make.Commit(new GroupWrite { Group = group, TakeEpoch = true })))));
        Assert.Equal(Enumerable.Range(1, 20).Select(epoch => (long)epoch), results.Select(result => Assert.Single(result.Epochs)).Order());
        await host.ReopenAsync();
        Assert.Equal([21], (await host.SucceedAsync(Make.Commit(new GroupWrite { Group = group, TakeEpoch = true }))).Epochs);
    }

    [Theory, EveryStore]
    public async Task Writes_without_an_epoch_or_for_another_group_are_rejected_with_an_exception(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var listener = await ListenAsync(host);
        var other = await ListenAsync(host, Make.Listener("other"));
        var progress = new ListenerProgress { Listener = listener.Uuid, Frontier = 0 };
        await host.AssertThrowsAsync(Make.Commit(Make.Progress(listener, 0, progress)));
        await host.AssertThrowsAsync(Make.Commit(Make.Progress(other, 1, progress)));
        var stranger = await host.RefuseAsync(Make.Commit(Make.Progress(other, 1, progress with { Listener = Guid.NewGuid() })));
        Assert.IsType<Precondition.ListenerExists>(stranger.Precondition);
        var write = Make.Progress(listener, 1, progress);
        await host.AssertThrowsAsync(Make.Commit(write, write));
        await host.AssertThrowsAsync(Make.Commit(write with { Listeners = [progress, progress] }));
    }

    [Theory, EveryStore]
    public async Task Leases_are_given_changed_and_dropped(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var listener = await ListenAsync(host);
        await host.SucceedAsync(Make.Commit(Make.Events(9)));
        Generation one = new(1, 1), two = new(1, 2);
        LeaseRecord Lease(Generation generation, params LeasedEntry[] entries) => new(generation, listener.Uuid, 1, [.. entries]);
        LeasedEntry a = new("a", [1, 4, 9], 1, Make.Year(2027)), b = new("b", [2], 3, Make.Year(2027)), c = new("c", [3], 1, Make.Year(2028));
        GroupWrite Write() => new() { Group = listener.Group, Epoch = 1 };

        await host.SucceedAsync(Make.Commit(Write() with { Leases = [Lease(one, a, b), Lease(two, c)] }));
        await host.AssertThrowsAsync(Make.Commit(Write() with { Leases = [Lease(one, c)] }));
        await host.SucceedAsync(Make.Commit(Write() with
        {
            LeaseChanges =
            [
                new(one, 0, null, true), new(one, 1, Make.Year(2029), false), new(new Generation(1, 77), 5, null, true), new(two, 0, null, true),
            ],
        }));
        await host.ReopenAsync();
        var leases = (await host.Store.ReadGroupAsync(listener.Group, Cancellation)).Leases;
        Assert.Equal([one, two], leases.Select(lease => lease.Generation));
        Assert.Equal([(true, Make.Year(2027)), (false, Make.Year(2029))], leases[0].Entries.Select(entry => (entry.Ended, entry.Until)));
        Assert.Equal([1, 4, 9], leases[0].Entries[0].Numbers);
        Assert.True(leases[1].Entries[0].Ended);

        await host.AssertThrowsAsync(Make.Commit(Write() with { LeaseChanges = [new(one, 2, null, true)] }));
        await host.SucceedAsync(Make.Commit(Write() with { LeasesDropped = [one, new Generation(1, 50)] }));
        Assert.Equal(two, Assert.Single((await host.Store.ReadGroupAsync(listener.Group, Cancellation)).Leases).Generation);
    }

    [Theory, EveryStore]
    public async Task Leases_that_break_a_rule_are_rejected_with_an_exception(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var listener = await ListenAsync(host);
        await host.SucceedAsync(Make.Commit(Make.Events(3)));
        Commit Lease(long epoch, long ordinal, params long[] numbers) => Make.Commit(new GroupWrite
        {
            Group = listener.Group,
            Epoch = 1,
            Leases = [new(new Generation(epoch, ordinal), listener.Uuid, 1, [new LeasedEntry("a", [.. numbers], 1, Make.Year(2027))])],
        });

        await host.AssertThrowsAsync(Lease(2, 1, 1));
        await host.AssertThrowsAsync(Lease(1, 0, 1));
        await host.AssertThrowsAsync(Lease(1, 1));
        await host.AssertThrowsAsync(Lease(1, 1, 2, 1));
        await host.AssertThrowsAsync(Lease(1, 1, 1, 2, 3, 4));
        await host.AssertThrowsAsync(Lease(1, 1, 4));
        await host.SucceedAsync(Lease(1, 1, 3));
    }

    [Theory, EveryStore]
    public async Task The_frontier_only_moves_forward(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var listener = await ListenAsync(host);
        await host.SucceedAsync(Make.Commit(Make.Events(10)));
        Commit Settle(long frontier) =>
            Make.Commit(Make.Progress(listener, 1, new ListenerProgress { Listener = listener.Uuid, Frontier = frontier }));

        await host.SucceedAsync(Settle(5));
        await host.SucceedAsync(Settle(5));
        await host.AssertThrowsAsync(Settle(4));
        await host.AssertThrowsAsync(Settle(11));
        await host.SucceedAsync(Settle(10));
    }

    [Theory, EveryStore]
    public async Task Settled_bitmaps_below_the_frontier_are_deleted(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var listener = await ListenAsync(host);
        await host.SucceedAsync(Make.Commit(Make.Events(2_000)));
        Commit Settle(long frontier, params SettledBitmap[] bitmaps) => Make.Commit(
            Make.Progress(listener, 1, new ListenerProgress { Listener = listener.Uuid, Frontier = frontier, Bitmaps = [.. bitmaps] }));

        await host.SucceedAsync(Settle(0, Make.Bitmap(3, 5, 512), Make.Bitmap(513, 600), Make.Bitmap(1_025)));
        await host.SucceedAsync(Settle(2, Make.Bitmap(513, 600, 601)));
        await host.ReopenAsync();
        var state = await ReadAsync(host, listener);
        Assert.Equal([0, 1, 2], state.Bitmaps.Select(bitmap => bitmap.Index));
        Assert.Equal(Make.Bitmap(513, 600, 601).Bits, state.Bitmaps[1].Bits);
        Assert.Equal(Make.Bitmap(3, 5, 512).Bits, state.Bitmaps[0].Bits);

        await host.SucceedAsync(Settle(511));
        Assert.Equal([0, 1, 2], (await ReadAsync(host, listener)).Bitmaps.Select(bitmap => bitmap.Index));
        await host.SucceedAsync(Settle(512));
        Assert.Equal([1, 2], (await ReadAsync(host, listener)).Bitmaps.Select(bitmap => bitmap.Index));
        await host.SucceedAsync(Settle(1_023, Make.Bitmap(5)));
        Assert.Equal([1, 2], (await ReadAsync(host, listener)).Bitmaps.Select(bitmap => bitmap.Index));
        await host.SucceedAsync(Settle(1_600));
        Assert.Empty((await ReadAsync(host, listener)).Bitmaps);

        await host.AssertThrowsAsync(Settle(1_600, Make.Bitmap(2_000, 2_001)));
        await host.AssertThrowsAsync(Settle(1_600, new SettledBitmap(3, [0, 0])));
        await host.AssertThrowsAsync(Settle(1_600, new SettledBitmap(-1, new SettledBitmap(0, [0, 0, 0, 0, 0, 0, 0, 0]).Bits)));
    }

    [Theory, EveryStore]
    public async Task Rows_are_stored_completely_replaced_and_deleted(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var listener = await ListenAsync(host);
        var drafts = Make.Events(4);
        drafts[2] = drafts[2] with { TraceParent = Make.TraceParent(2) };
        var events = (await host.SucceedAsync(Make.Commit(drafts))).Events.Select(appended => appended.Event).ToArray();
        Assert.NotNull(events[2].TraceParent);
        var full = new EntryRow("a", [events[0], events[2], events[3]], 4, Make.Year(2027), true, true, "it failed: ✗");
        var bare = new EntryRow("b", [events[1]], 0, null, false, false);
        Commit Write(EntryRow[] rows, params string[] dropped) => Make.Commit(Make.Progress(listener, 1, new ListenerProgress
        {
            Listener = listener.Uuid,
            Frontier = 0,
            Rows = [.. rows],
            RowsDropped = [.. dropped],
        }));

        await host.SucceedAsync(Write([bare, full]));
        await host.ReopenAsync();
        var rows = (await ReadAsync(host, listener)).Rows;
        Assert.Equal([full with { Events = default }, bare with { Events = default }], rows.Select(row => row with { Events = default }));
        Assert.Equal([events[0], events[2], events[3]], rows[0].Events);

        await host.SucceedAsync(Write([full with { Parked = false, Attempts = 5 }], "b", "none"));
        var left = Assert.Single((await ReadAsync(host, listener)).Rows);
        Assert.Equal(("a", 5, false), (left.Subject, left.Attempts, left.Parked));
        await host.AssertThrowsAsync(Write([full, full]));
        await host.AssertThrowsAsync(Write([full with { Events = [events[1], events[0]] }]));
        await host.AssertThrowsAsync(Write([full with { Events = [] }]));
    }

    [Theory, EveryStore]
    public async Task A_new_position_deletes_bitmaps_and_rows_and_keeps_leases(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var listener = await ListenAsync(host);
        var events = (await host.SucceedAsync(Make.Commit(Make.Events(600)))).Events.Select(appended => appended.Event).ToArray();
        var lease = new LeaseRecord(new Generation(1, 1), listener.Uuid, 1, [new LeasedEntry("x", [599], 1, Make.Year(2027))]);
        await host.SucceedAsync(Make.Commit(new GroupWrite
        {
            Group = listener.Group,
            Epoch = 1,
            Leases = [lease],
            Listeners =
            [
                new()
                {
                    Listener = listener.Uuid,
                    Frontier = 500,
                    Bitmaps = [Make.Bitmap(520)],
                    Rows = [new("a", [events[7]], 1, null, false, false)],
                },
            ],
        }));
        Commit Rewind(long position, long frontier) => Make.Commit(Make.Progress(
            listener, 1, new ListenerProgress { Listener = listener.Uuid, Frontier = frontier, NewPosition = position }));

        await host.AssertThrowsAsync(Rewind(1, 10));
        await host.SucceedAsync(Rewind(2, 10));
        var state = await ReadAsync(host, listener);
        Assert.Equal((2, 10), (state.Position, state.Frontier));
        Assert.Empty(state.Bitmaps);
        Assert.Empty(state.Rows);
        Assert.Single((await host.Store.ReadGroupAsync(listener.Group, Cancellation)).Leases);
        await host.AssertThrowsAsync(Rewind(3, 601));
        await host.SucceedAsync(Rewind(5, 600));
        await host.ReopenAsync();
        Assert.Equal(5, (await ReadAsync(host, listener)).Position);
    }

    [Theory, EveryStore]
    public async Task One_commit_moves_several_groups_or_none(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        ListenerDefinition a = await ListenAsync(host, Make.Listener("a")), b = await ListenAsync(host, Make.Listener("b"));
        await host.SucceedAsync(Make.Commit(Make.Events(3)));
        GroupWrite Settle(ListenerDefinition listener, long epoch) =>
            Make.Progress(listener, epoch, new ListenerProgress { Listener = listener.Uuid, Frontier = 3 });
        await host.RefuseAsync(Make.Commit(Settle(a, 1), Settle(b, 2)));
        var result = await host.SucceedAsync(Make.Commit(Settle(a, 1), new GroupWrite { Group = b.Group, TakeEpoch = true }));
        Assert.Equal([1, 2], result.Epochs);
        Assert.Equal((3, 0), ((await ReadAsync(host, a)).Frontier, (await ReadAsync(host, b)).Frontier));
    }
}
