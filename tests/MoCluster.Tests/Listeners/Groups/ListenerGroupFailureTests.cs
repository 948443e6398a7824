using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Listeners;
using static MoCluster.Tests.Listeners.Groups.EventSimulation;

namespace MoCluster.Tests.Listeners.Groups;

/// <summary>What callers get when activations, commits, doorbells or the callers themselves fail.</summary>
public sealed class ListenerGroupFailureTests
{
    private static readonly TimeSpan Lease = ListenerPolicy.Default.Lease;

    [Fact]
    public void A_lease_and_its_token_outlive_the_process() => Run(async world =>
    {
        var listener = await world.DeclareAsync();
        await world.PublishAsync("a", "b");
        var given = await world.FetchAsync(listener);
        while (given.Length < 2)
            given = given.AddRange(await world.FetchAsync(listener));
        world.Crash();
        Assert.Empty(await world.FetchAsync(listener));
        Assert.Equal(1, await world.AcknowledgeAsync(listener, given[0]));
        world.Crash();
        await Task.Delay(Lease, world.Time);
        var again = Assert.Single(await world.FetchAsync(listener));
        Assert.Equal((given[1].Event.Subject, 2), (again.Event.Subject, again.Attempt));

        // The token of the first delivery settles the numbers that it was given, but the second delivery keeps its lease.
        world.Crash();
        Assert.Equal(1, await world.AcknowledgeAsync(listener, given[1]));
        await world.PublishAsync(again.Event.Subject);
        Assert.Empty(await world.FetchAsync(listener));
        Assert.Equal(1, await world.AcknowledgeAsync(listener, again));
        Assert.Equal(3, Assert.Single(await world.FetchAsync(listener)).Event.Number);
    });

    [Fact]
    public void A_superseded_activation_hands_out_nothing_and_ends() => Run(async world =>
    {
        var listener = await world.DeclareAsync();
        await world.PublishAsync("a");
        Assert.Single(await world.FetchAsync(listener));
        await world.PublishAsync("b");
        var elsewhere = new GroupWrite { Group = listener.Group, TakeEpoch = true };
        await world.Memory.CommitAsync(new Commit { Id = Guid.NewGuid(), Groups = [elsewhere] });
        Outcome<ImmutableArray<Delivery>> refused;
        do
            refused = await world.TryFetchAsync(listener, wait: TimeSpan.FromSeconds(1));
        while (refused is { Succeeded: true, Value.IsEmpty: true });
        Assert.Equal((RefusalCode.Superseded, true), (refused.Refusal?.Code, refused.Refusal?.Retriable));
        Assert.Equal("b", Assert.Single(await world.FetchAsync(listener)).Event.Subject);
    });

    [Fact]
    public void A_superseded_activation_does_not_confirm_an_acknowledgement_that_it_cannot_check() => Run(async world =>
    {
        var listener = await world.DeclareAsync();
        await world.PublishAsync("a");
        var given = await world.FetchAsync(listener);
        Assert.Equal(1, await world.AcknowledgeAsync(listener, given));

        // Another silo took over and has handed out an event that this activation does not know.
        await world.CommitSilentlyAsync("b");
        var elsewhere = new GroupWrite { Group = listener.Group, TakeEpoch = true };
        var taken = await world.Memory.CommitAsync(new Commit { Id = Guid.NewGuid(), Groups = [elsewhere] });
        var generation = new Generation(taken.Epochs[0], 1);
        var token = new EventToken(world.Memory.Incarnation, listener.Uuid, listener.Group, 1, generation, 0, [2]).ToString();
        var refused = await world.Group(listener).AcknowledgeAsync(Owner, [token]);
        Assert.Equal((RefusalCode.Superseded, true), (refused.Refusal?.Code, refused.Refusal?.Retriable));

        Assert.Equal(1, Value(await world.Group(listener).AcknowledgeAsync(Owner, [token])));
        Assert.Empty(await world.FetchAsync(listener));

        // The current activation treats it as a token that was never handed out.
        generation = generation with { Epoch = 1_000 };
        token = new EventToken(world.Memory.Incarnation, listener.Uuid, listener.Group, 1, generation, 0, [2_000]).ToString();
        Assert.Equal(0, Value(await world.Group(listener).AcknowledgeAsync(Owner, [token])));
        await world.PublishAsync("c");
        Assert.Equal("c", Assert.Single(await world.FetchAsync(listener)).Event.Subject);
    });

    [Fact]
    public void A_fetch_that_does_not_wait_gets_what_is_left_when_another_is_served_first() => Run(async world =>
    {
        world.Store.Latency = TimeSpan.FromMilliseconds(5);
        var listener = await world.DeclareAsync();
        await world.PublishAsync([.. Enumerable.Range(0, 8).Select(i => $"s{i}")]);
        while (Value(await world.Group(listener).StatusAsync(Owner, listener.Uuid)).Pending < 8)
            await Task.Delay(TimeSpan.FromMilliseconds(1), world.Time);
        var given = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(i / 2), world.Time);
            return Value(await world.TryFetchAsync(listener, limit: 1));
        }));
        Assert.Equal(8, given.SelectMany(deliveries => deliveries).Select(delivery => delivery.Event.Subject).Distinct().Count());
    });

    [Fact]
    public void An_acknowledgement_at_a_superseded_activation_is_refused() => Run(async world =>
    {
        var listener = await world.DeclareAsync();
        await world.PublishAsync("a");
        var given = Assert.Single(await world.FetchAsync(listener));
        var elsewhere = new GroupWrite { Group = listener.Group, TakeEpoch = true };
        await world.Memory.CommitAsync(new Commit { Id = Guid.NewGuid(), Groups = [elsewhere] });

        // The activation does not know this listener: it reads the store, and finds that another activation has taken over.
        var unknown = new EventToken(world.Memory.Incarnation, Guid.NewGuid(), listener.Group, 1, new Generation(1, 1), 0, [1]).ToString();
        var refused = await world.Group(listener).AcknowledgeAsync(Owner, [unknown, given.Token]);
        Assert.Equal((RefusalCode.Superseded, true), (refused.Refusal?.Code, refused.Refusal?.Retriable));

        Assert.Equal(1, Value(await world.Group(listener).AcknowledgeAsync(Owner, [unknown, given.Token])));
        await Task.Delay(Lease * 2, world.Time);
        Assert.Empty(await world.FetchAsync(listener));
    });

    [Theory]
    [InlineData(CommitFate.DoneButUnknown)]
    [InlineData(CommitFate.LostAndUnknown)]
    public void An_unknown_outcome_answers_nothing_and_loses_nothing(object fate) => Run(async world =>
    {
        var listener = await world.DeclareAsync();
        await world.PublishAsync("a");
        await world.FetchAsync(listener, limit: 1);
        await world.PublishAsync("b");
        await Task.Delay(TimeSpan.FromSeconds(1), world.Time);
        world.Store.Fates.Enqueue((CommitFate)fate);
        var refused = await world.TryFetchAsync(listener);
        Assert.Equal((RefusalCode.Superseded, true), (refused.Refusal?.Code, refused.Refusal?.Retriable));

        // Whether the lease was stored or not, nobody else gets the event before the lease could have ended; then it comes.
        var now = await world.FetchAsync(listener);
        Assert.Equal((CommitFate)fate == CommitFate.LostAndUnknown ? 1 : 0, now.Length);
        await Task.Delay(Lease, world.Time);
        Assert.Equal(["a", "b"], (await world.FetchAsync(listener)).Select(delivery => delivery.Event.Subject).Order());
    });

    [Fact]
    public void A_store_out_of_reach_refuses_and_nothing_is_lost_or_leased_twice() => Run(async world =>
    {
        var listener = await world.DeclareAsync();
        await world.PublishAsync("a", "b");
        await Task.Delay(TimeSpan.FromSeconds(1), world.Time);
        Assert.Empty((await world.TryFetchAsync(listener, limit: 1)).Value.Skip(1));
        world.Store.Fates.Enqueue(CommitFate.Unavailable);
        var refused = await world.TryFetchAsync(listener);
        Assert.Equal((RefusalCode.Overloaded, true), (refused.Refusal?.Code, refused.Refusal?.Retriable));

        var given = await world.FetchAsync(listener);
        Assert.Single(given);
        world.Store.Fates.Enqueue(CommitFate.Unavailable);
        var unacknowledged = await world.Group(listener).AcknowledgeAsync(Owner, [given[0].Token]);
        Assert.Equal(RefusalCode.Overloaded, unacknowledged.Refusal?.Code);
        Assert.Equal(1, await world.AcknowledgeAsync(listener, given));
        await Task.Delay(Lease, world.Time);
        Assert.NotEqual(given[0].Event.Subject, Assert.Single(await world.FetchAsync(listener)).Event.Subject);
    });

    [Fact]
    public void A_lost_doorbell_delays_an_event_no_longer_than_the_sweep_interval() => Run(async world =>
    {
        var listener = await world.DeclareAsync();
        await world.PublishAsync("a");
        Assert.Single(await world.FetchAsync(listener));
        await world.Sweep.RunOnceAsync(CancellationToken.None);
        var waiting = world.TryFetchAsync(listener, wait: TimeSpan.FromSeconds(10));
        await Task.Delay(TimeSpan.FromMilliseconds(100), world.Time);
        await world.CommitSilentlyAsync("b");
        var before = world.Time.GetUtcNow();
        Assert.Equal(1, await world.Sweep.RunOnceAsync(CancellationToken.None));
        Assert.Equal("b", Assert.Single(Value(await waiting)).Event.Subject);
        Assert.True(world.Time.GetUtcNow() - before < TimeSpan.FromMilliseconds(100));
    });

    [Fact]
    public void A_fetch_without_a_wait_finds_earlier_commits_though_every_doorbell_is_lost() => Run(async world =>
    {
        var listener = await world.DeclareAsync();

        // The first fetch starts the activation; at the others it is awake.
        for (var number = 1; number <= 20; number++)
        {
            await world.CommitSilentlyAsync($"s{number}");
            var delivery = Assert.Single(Value(await world.TryFetchAsync(listener)));
            Assert.Equal(number, delivery.Event.Number);
            await world.AcknowledgeAsync(listener, delivery);
        }

        // Of two events, the one of better priority comes first, although only the worse one has been read.
        await world.PublishAsync("worse", priority: 20_000);
        while (Value(await world.Group(listener).StatusAsync(Owner, listener.Uuid)).Read < 21)
            await Task.Delay(TimeSpan.FromMilliseconds(1), world.Time);
        await world.CommitSilentlyAsync("better");
        Assert.Equal("better", Assert.Single(Value(await world.TryFetchAsync(listener, limit: 1))).Event.Subject);
    });

    [Fact]
    public void A_fetch_without_a_wait_fails_when_the_log_cannot_be_read_and_one_with_a_wait_waits() => Run(async world =>
    {
        var listener = await world.DeclareAsync();
        await world.PublishAsync("a");
        Assert.Single(await world.FetchAsync(listener));
        world.Store.FailsToReadEvents = true;
        await world.CommitSilentlyAsync("b");
        var before = world.Time.GetUtcNow();
        Assert.Equal((RefusalCode.Overloaded, true), await world.TryFetchAsync(listener) is { Refusal: { } refusal } ? (refusal.Code, refusal.Retriable) : default);
        Assert.True(world.Time.GetUtcNow() - before < TimeSpan.FromSeconds(2));

        var waiting = world.TryFetchAsync(listener, wait: TimeSpan.FromSeconds(10));
        await Task.Delay(TimeSpan.FromSeconds(3), world.Time);
        world.Store.FailsToReadEvents = false;
        Assert.Equal("b", Assert.Single(Value(await waiting)).Event.Subject);
    });

    [Fact]
    public void Cancellation_ends_the_wait_and_leases_nothing() => Run(async world =>
    {
        var listener = await world.DeclareAsync();
        var before = world.Time.GetUtcNow();
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(1), world.Time);
        var waiting = world.TryFetchAsync(listener, wait: TimeSpan.FromSeconds(10), cancellation: cancellation.Token);
        try
        {
            Assert.Empty(Value(await waiting));
        }
        catch (OperationCanceledException)
        {
            // The engine may answer the caller before the grain does.
        }

        Assert.InRange(world.Time.GetUtcNow() - before, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.1));
        await world.PublishAsync("a");
        Assert.Single(await world.FetchAsync(listener));
    });
}
