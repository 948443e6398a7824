using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners.Lag;
using MoCluster.Tests.Telemetry;
using static MoCluster.Tests.Listeners.Groups.EventSimulation;

namespace MoCluster.Tests.Listeners.Groups;

/// <summary>Listeners that pin the log beyond the limit, in virtual time.</summary>
public sealed class PinnedListenerTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromHours(10);
    private static readonly TimeSpan Retention = TimeSpan.FromHours(5);

    [Fact]
    public void A_listener_that_settles_nothing_is_reported_beyond_the_limit_once_an_hour() => Run(async world =>
    {
        var stuck = await world.DeclareAsync("stuck");
        var busy = await world.DeclareAsync("busy");
        await world.PublishAsync("a");
        await world.AcknowledgeAsync(busy, await world.FetchAsync(busy));
        var log = new ListLogger<PinnedListeners>();
        var pinned = Search(world, log, suspend: false);
        await Task.Delay(Limit - TimeSpan.FromMinutes(1), world.Time);
        await pinned.RunOnceAsync(default);
        Assert.Empty(pinned.Found);
        await world.PublishAsync("b");
        await Task.Delay(TimeSpan.FromMinutes(2), world.Time);
        for (var minute = 0; minute < 90; minute++)
        {
            await pinned.RunOnceAsync(default);
            var found = Assert.Single(pinned.Found);
            Assert.Equal((stuck.Uuid, 1L), (found.Definition.Uuid, found.Number));
            await Task.Delay(TimeSpan.FromMinutes(1), world.Time);
        }

        Assert.Equal(2, log.Of(2020).Count);
        Assert.True((await Lags(world).ReadAsync([stuck], default))[stuck.Uuid].Pins);
        await world.AcknowledgeAsync(stuck, await world.FetchAsync(stuck));
        await pinned.RunOnceAsync(default);
        Assert.Empty(pinned.Found);
    });

    [Fact]
    public void Where_configured_it_is_suspended_loses_the_trimmed_events_and_learns_it() => Run(async world =>
    {
        var stuck = await world.DeclareAsync();
        await world.PublishAsync("a", "b", "c");
        var held = await world.FetchAsync(stuck, limit: 1);
        await world.AcknowledgeAsync(stuck, held);
        await Task.Delay(Limit, world.Time);
        await world.PublishAsync("late");
        var pinned = Search(world, new ListLogger<PinnedListeners>(), suspend: true);

        // Until it was suspended, the log was kept for it.
        await world.Memory.TrimAsync(world.Store.Now - Retention, default);
        Assert.Equal(2, await FirstAsync(world, stuck));
        await pinned.RunOnceAsync(default);
        await pinned.RunOnceAsync(default);
        Assert.Empty(pinned.Found);
        await world.Memory.TrimAsync(world.Store.Now - Retention, default);
        Assert.Equal(4, await FirstAsync(world, stuck));

        var refused = (await world.TryFetchAsync(stuck)).Refusal!;
        Assert.Equal((RefusalCode.Suspended, false), (refused.Code, refused.Retriable));
        Assert.Contains("from number 2 on, to 4 at that time", refused.Message, StringComparison.Ordinal);
        var resumed = Value(await world.Namespace.ResumeListenerAsync(Owner, stuck.Uuid));
        Assert.Equal((4L, 2L, null), (resumed.From, resumed.LetGo, resumed.Listener.Suspension));
        Assert.Equal("late", Assert.Single(await world.FetchAsync(stuck)).Event.Subject);
        Assert.Empty(await world.FetchAsync(stuck));

        // From now on the log is kept for it again, except for the event that moved to a row when its lease ended.
        await world.PublishAsync("later");
        await Task.Delay(Retention * 1.5, world.Time);
        await world.Memory.TrimAsync(world.Store.Now - Retention, default);
        Assert.Equal(5, await FirstAsync(world, stuck));
        Assert.Single(await world.Memory.ReadEventsAsync(stuck.Stream, 1, 10, default));
    });

    [Fact]
    public void A_resumed_listener_that_still_settles_nothing_is_suspended_again() => Run(async world =>
    {
        var stuck = await world.DeclareAsync();
        await world.PublishAsync("a", "b", "c");
        await Task.Delay(Limit, world.Time);
        await world.PublishAsync("late");
        var pinned = Search(world, new ListLogger<PinnedListeners>(), suspend: true);
        await pinned.RunOnceAsync(default);
        await world.Memory.TrimAsync(world.Store.Now - Retention, default);
        Assert.Equal(4, await FirstAsync(world, stuck));
        Value(await world.Namespace.ResumeListenerAsync(Owner, stuck.Uuid));
        await Task.Delay(Limit, world.Time);
        await pinned.RunOnceAsync(default);
        var refused = (await world.TryFetchAsync(stuck)).Refusal!;
        Assert.Equal(RefusalCode.Suspended, refused.Code);
        Assert.Contains("from number 4 on, to 4 at that time", refused.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void A_listener_that_settled_since_it_was_found_is_not_suspended() => Run(async world =>
    {
        var listener = await world.DeclareAsync();
        await world.PublishAsync("a", "b");
        await world.AcknowledgeAsync(listener, await world.FetchAsync(listener, limit: 1));
        Assert.False(Value(await world.Namespace.SuspendListenerAsync(listener.Uuid, 1)));
        Assert.False(Value(await world.Namespace.SuspendListenerAsync(Guid.NewGuid(), 2)));
        Assert.True(Value(await world.Namespace.SuspendListenerAsync(listener.Uuid, 2)));
        Assert.False(Value(await world.Namespace.SuspendListenerAsync(listener.Uuid, 2)));
    });

    [Fact]
    public void Parked_events_outlive_the_suspension_and_leased_ones_can_be_acknowledged() => Run(async world =>
    {
        var listener = await world.DeclareAsync();
        await world.PublishAsync("forgotten", "held", "parked");
        await world.FetchAsync(listener, limit: 1);
        var held = await world.FetchAsync(listener, limit: 1);
        var group = world.Group(listener);
        Value(await group.ChangeEntriesAsync(Owner, new EntryCommand(listener.Uuid, EntryVerb.Park, new EntryFilter(["parked"]), null)));
        Value(await world.Namespace.SuspendListenerAsync(listener.Uuid, 1));
        await Task.Delay(TimeSpan.FromSeconds(1), world.Time);
        await world.Memory.TrimAsync(world.Store.Now, default);
        Assert.Equal(4, await FirstAsync(world, listener));
        Assert.Equal(1, await world.AcknowledgeAsync(listener, held));
        Value(await world.Namespace.ResumeListenerAsync(Owner, listener.Uuid));
        Value(await group.ChangeEntriesAsync(Owner, new EntryCommand(listener.Uuid, EntryVerb.Replay, new EntryFilter(), null)));

        // The keys of the forgotten entry are unknown, so nobody gets anything while it is leased.
        Assert.Empty(await world.FetchAsync(listener));
        await Task.Delay(ListenerPolicy.Default.Lease, world.Time);
        Assert.Equal("parked", Assert.Single(await world.FetchAsync(listener)).Event.Subject);
        await Task.Delay(ListenerPolicy.Default.Lease * 2, world.Time);
        Assert.Equal("parked", Assert.Single(await world.FetchAsync(listener)).Event.Subject);
    });

    private static LagReader Lags(EventSimulation world) => new(world.Store, new PinOptions { PinnedAfter = Limit });

    private static PinnedListeners Search(EventSimulation world, ListLogger<PinnedListeners> log, bool suspend) => new(
        world.Store, Lags(world), world.Grains, new PinOptions { PinnedAfter = Limit, SuspendPinned = suspend }, log);

    private static async Task<long> FirstAsync(EventSimulation world, ListenerDefinition listener) =>
        Assert.Single(await world.Memory.ReadHeadsAsync([listener.Stream], default)).First;
}
