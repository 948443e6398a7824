using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using static MoCluster.Tests.Listeners.Groups.EventSimulation;

namespace MoCluster.Tests.Events;

public sealed class RouterGrainTests
{
    [Fact]
    public void A_gap_in_the_doorbells_is_read_from_the_log_without_the_sweep() => Run(async world =>
    {
        var listener = await world.DeclareAsync();
        await world.PublishAsync("a");
        Assert.Single(await world.FetchAsync(listener));
        await world.CommitSilentlyAsync("b", "c");
        var before = world.Time.GetUtcNow();
        await world.PublishAsync("d");
        var seen = new HashSet<string>();
        while (seen.Count < 3)
            seen.UnionWith((await world.FetchAsync(listener, seconds: 10)).Select(delivery => delivery.Event.Subject));
        Assert.Equal(["b", "c", "d"], seen.Order());

        // The router waits 10 ms for the gap; a waiting listener would ask by itself only after a second.
        Assert.True(world.Time.GetUtcNow() - before < TimeSpan.FromMilliseconds(500));
    });

    [Fact]
    public void A_waiting_listener_gets_events_that_its_router_never_heard_of() => Run(async world =>
    {
        var listener = await world.DeclareAsync();
        await world.PublishAsync("a");
        Assert.Single(await world.FetchAsync(listener));
        await world.CommitSilentlyAsync("b");

        // The first sweep tells nobody, like a sweep whose message was lost.
        Assert.Equal(0, await world.Sweep.RunOnceAsync(default));
        Assert.Equal("b", Assert.Single(await world.FetchAsync(listener, seconds: 5)).Event.Subject);
    });

    [Fact]
    public void A_doorbell_of_another_incarnation_is_ignored() => Run(async world =>
    {
        var listener = await world.DeclareAsync();
        await world.PublishAsync("a");
        Assert.Single(await world.FetchAsync(listener));
        var router = world.Grains.GetGrain<IRouterGrain>(new StreamKey("n", "r").ToString());
        await router.ReachedAsync(Guid.NewGuid(), 1_000);
        await Task.Delay(TimeSpan.FromSeconds(1), world.Time);
        Assert.Equal(1, await router.SubscribeAsync(listener.Group, listener.Uuid));
        await world.PublishAsync("b");
        Assert.Single(await world.FetchAsync(listener));
    });

    [Fact]
    public void A_hundred_listeners_of_one_stream_all_get_one_event() => Run(async world =>
    {
        var listeners = await Task.WhenAll(Enumerable.Range(0, 100).Select(index => world.DeclareAsync($"l{index}")));
        var waiting = listeners.Select(listener => world.TryFetchAsync(listener, wait: TimeSpan.FromSeconds(10))).ToArray();
        await Task.Delay(TimeSpan.FromSeconds(2), world.Time);
        await world.PublishAsync("a");
        Assert.All(await Task.WhenAll(waiting), outcome => Assert.Single(Value(outcome)));
    });
}
