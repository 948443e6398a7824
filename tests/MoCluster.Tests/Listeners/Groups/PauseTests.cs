using MoCluster.GrainInterfaces;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using static MoCluster.Tests.Listeners.Groups.EventSimulation;

namespace MoCluster.Tests.Listeners.Groups;

/// <summary>Pausing a listener, on the simulator.</summary>
public sealed class PauseTests
{
    [Fact]
    public void After_a_pause_was_answered_nothing_is_handed_out_until_the_listener_is_resumed() => Run(async world =>
    {
        world.Store.Latency = TimeSpan.FromMilliseconds(3);
        var listener = await world.DeclareAsync();
        await world.PublishAsync([.. Enumerable.Range(0, 40).Select(i => $"s{i}")]);
        var fetches = Enumerable.Range(0, 8).Select(_ => world.FetchAsync(listener, limit: 2, seconds: 9)).ToArray();
        Value(await world.Namespace.PauseListenerAsync(Owner, listener.Uuid, "why"));
        var status = Value(await world.Group(listener).StatusAsync(Owner, listener.Uuid));
        foreach (var _ in Enumerable.Range(0, 5))
            Assert.Empty(await world.FetchAsync(listener, seconds: 1));
        await Task.WhenAll(fetches);
        Assert.Equal(status.Leased, Value(await world.Group(listener).StatusAsync(Owner, listener.Uuid)).Leased);

        var waiting = world.FetchAsync(listener, limit: 100, seconds: 10);
        Value(await world.Namespace.ResumeListenerAsync(Owner, listener.Uuid));
        Assert.NotEmpty(await waiting);
    });

    [Fact]
    public void A_busy_group_is_paused_too() => Run(async world =>
    {
        world.Store.Latency = TimeSpan.FromMilliseconds(3);
        var listener = await world.DeclareAsync();
        var (stopped, number) = (false, 0);
        var publisher = PublishAsync();
        var consumers = Enumerable.Range(0, 8).Select(_ => ConsumeAsync()).ToArray();
        await Task.Delay(TimeSpan.FromMilliseconds(300), world.Time);
        var (epoch, begun) = ((await world.Memory.ReadGroupAsync(listener.Group, default)).Epoch, world.Time.GetTimestamp());
        Value(await world.Namespace.PauseListenerAsync(Owner, listener.Uuid, "why"));
        Assert.True(world.Time.GetElapsedTime(begun) < TimeSpan.FromMilliseconds(100), $"It took {world.Time.GetElapsedTime(begun)}.");
        Assert.Equal(epoch, (await world.Memory.ReadGroupAsync(listener.Group, default)).Epoch);
        stopped = true;
        await Task.WhenAll([publisher, .. consumers]);

        async Task PublishAsync()
        {
            while (!stopped)
                await world.PublishAsync([.. Enumerable.Range(0, 20).Select(_ => $"s{number++}")]);
        }

        async Task ConsumeAsync()
        {
            while (!stopped)
                await world.AcknowledgeAsync(listener, await world.FetchAsync(listener, limit: 1, seconds: 0.2));
        }
    });

    [Fact]
    public void A_pause_outlives_the_process() => Run(async world =>
    {
        var listener = await world.DeclareAsync();
        await world.PublishAsync("s");
        Value(await world.Namespace.PauseListenerAsync(Owner, listener.Uuid, null));
        world.Crash();
        Assert.Empty(await world.FetchAsync(listener, seconds: 3));
        Value(await world.Namespace.ResumeListenerAsync(Owner, listener.Uuid));
        Assert.Single(await world.FetchAsync(listener, seconds: 3));
    });

    [Fact]
    public void A_group_that_missed_the_notice_of_a_pause_notices_it_by_itself() => Run(async world =>
    {
        var listener = await world.DeclareAsync();
        await world.PublishAsync("s");
        Value(await world.Namespace.PauseListenerAsync(Owner, listener.Uuid, null));
        var waiting = world.FetchAsync(listener, seconds: 9);
        await world.Memory.CommitAsync(new Commit
        {
            Id = world.Scheduler.NewId(),
            Definitions = [new DefinitionWrite.PutListener(listener with { Pause = null })],
        });
        Assert.Single(await waiting);
    });

    [Fact]
    public void Only_the_owner_or_an_administrator_pauses_and_resumes() => Run(async world =>
    {
        var listener = await world.DeclareAsync();
        Assert.Equal(RefusalCode.Forbidden, (await world.Namespace.PauseListenerAsync(Other, listener.Uuid, null)).Refusal?.Code);
        Assert.Equal(RefusalCode.Forbidden, (await world.Namespace.ResumeListenerAsync(Other, listener.Uuid)).Refusal?.Code);
        var administrator = Other with { IsAdministrator = true };
        Assert.NotNull(Value(await world.Namespace.PauseListenerAsync(administrator, listener.Uuid, null)).Pause);
        Assert.Null(Value(await world.Namespace.ResumeListenerAsync(administrator, listener.Uuid)).Listener.Pause);
        Assert.Equal(
            RefusalCode.InvalidInput, (await world.Namespace.PauseListenerAsync(Owner, listener.Uuid, new string('x', 1_001))).Refusal?.Code);
    });
}
