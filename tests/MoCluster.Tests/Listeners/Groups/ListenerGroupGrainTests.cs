using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners;
using static MoCluster.Tests.Listeners.Groups.EventSimulation;

namespace MoCluster.Tests.Listeners.Groups;

public sealed class ListenerGroupGrainTests
{
    private static readonly TimeSpan Lease = ListenerPolicy.Default.Lease;

    [Fact]
    public void A_published_event_is_fetched_once_and_acknowledged_for_good() => Run(async world =>
    {
        var listener = await world.DeclareAsync();
        await world.PublishAsync("a", "b", "c");
        var given = await world.FetchAsync(listener);
        while (given.Length < 3)
            given = given.AddRange(await world.FetchAsync(listener));
        Assert.Equal(["a", "b", "c"], given.Select(delivery => delivery.Event.Subject).Order());
        Assert.All(given, delivery => Assert.Equal(1, delivery.Attempt));
        Assert.Equal(3, await world.AcknowledgeAsync(listener, given));

        // Acknowledging twice is no error.
        Assert.Equal(3, await world.AcknowledgeAsync(listener, given));
        await Task.Delay(Lease * 2, world.Time);
        Assert.Empty(await world.FetchAsync(listener));
        var status = Value(await world.Group(listener).StatusAsync(Owner, listener.Uuid));
        Assert.Equal(new ListenerStatus(0, 0, 0, 0, Frontier: 3, Read: 3, Head: 3), status with { Activity = null });
        Assert.Equal((0, 3, 3, 0, 0), (status.Activity!.Arrived, status.Activity.Delivered, status.Activity.Acknowledged, status.Activity.Redelivered, status.Activity.Expired));
    });

    [Fact]
    public void Newer_events_of_a_subject_coalesce_onto_the_pending_one() => Run(async world =>
    {
        var listener = await world.DeclareAsync();
        await world.PublishAsync("a", priority: 7);
        await world.PublishAsync("a", priority: 3);
        await world.PublishAsync("a", priority: 9);
        await Task.Delay(TimeSpan.FromSeconds(1), world.Time);
        var delivery = Assert.Single(await world.FetchAsync(listener));
        Assert.Equal((3, 9, 3), (delivery.Event.Number, delivery.Event.Priority, delivery.Priority));
        await world.AcknowledgeAsync(listener, delivery);
        await Task.Delay(Lease * 2, world.Time);
        Assert.Empty(await world.FetchAsync(listener));
    });

    [Fact]
    public void Eight_fetches_at_once_get_eight_different_events() => Run(async world =>
    {
        world.Store.Latency = TimeSpan.FromMilliseconds(3);
        var listener = await world.DeclareAsync();
        await world.PublishAsync([.. Enumerable.Range(0, 20).Select(i => $"s{i}")]);
        var given = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => world.FetchAsync(listener, limit: 1)));
        Assert.Equal(8, given.Select(deliveries => Assert.Single(deliveries).Event.Subject).Distinct().Count());
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_subject_that_changes_while_leased_comes_once_more_right_after_the_lease(bool acknowledged) => Run(async world =>
    {
        var listener = await world.DeclareAsync();
        await world.PublishAsync("a");
        var first = Assert.Single(await world.FetchAsync(listener));
        await world.PublishAsync("a");
        await world.PublishAsync("a");
        Assert.Empty(await world.FetchAsync(listener, seconds: 10));

        var waiting = world.TryFetchAsync(listener, wait: TimeSpan.FromSeconds(10));
        if (acknowledged)
            await world.AcknowledgeAsync(listener, first);
        else
            await Task.Delay(first.Until - world.Store.Now - TimeSpan.FromSeconds(5), world.Time);
        var again = acknowledged ? Value(await waiting) : await world.FetchAsync(listener, seconds: 10);
        var delivery = Assert.Single(again);
        Assert.Equal((3, 1), (delivery.Event.Number, delivery.Attempt));
        Assert.True(acknowledged || (world.Store.Now - first.Until) < TimeSpan.FromMilliseconds(50), "It came late.");
        await world.AcknowledgeAsync(listener, delivery);
        await Task.Delay(Lease * 2, world.Time);
        Assert.Empty(await world.FetchAsync(listener));
    });

    [Fact]
    public void A_publication_wakes_a_waiting_fetch() => Run(async world =>
    {
        var listener = await world.DeclareAsync();
        Assert.Empty(await world.FetchAsync(listener, seconds: 0));
        var waiting = world.TryFetchAsync(listener, wait: TimeSpan.FromSeconds(10));
        await Task.Delay(TimeSpan.FromSeconds(4), world.Time);
        Assert.False(waiting.IsCompleted);
        var before = world.Time.GetUtcNow();
        await world.PublishAsync("a");
        Assert.Single(Value(await waiting));
        Assert.True(world.Time.GetUtcNow() - before < TimeSpan.FromMilliseconds(100));
    });

    [Fact]
    public void A_fetch_waits_as_long_as_asked_and_no_longer() => Run(async world =>
    {
        var listener = await world.DeclareAsync();
        var before = world.Time.GetUtcNow();
        Assert.Empty(await world.FetchAsync(listener, seconds: 7));
        var took = world.Time.GetUtcNow() - before;
        Assert.InRange(took, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(7.1));
    });

    [Fact]
    public void Empty_polls_write_nothing() => Run(async world =>
    {
        var listener = await world.DeclareAsync();
        for (var i = 0; i < 50; i++)
            Assert.Empty(await world.FetchAsync(listener, seconds: i % 2));
        Assert.Empty(world.Store.Writes);
    });

    [Fact]
    public void Calls_that_arrive_during_a_commit_share_the_next() => Run(async world =>
    {
        world.Store.Latency = TimeSpan.FromMilliseconds(5);
        var listener = await world.DeclareAsync();
        await world.PublishAsync([.. Enumerable.Range(0, 200).Select(i => $"s{i}")]);
        await Task.Delay(TimeSpan.FromSeconds(1), world.Time);
        var given = await world.FetchAsync(listener, limit: 200);
        Assert.Equal(200, given.Length);
        world.Store.Writes.Clear();
        await Task.WhenAll(given.Select(delivery => world.AcknowledgeAsync(listener, delivery)));
        Assert.InRange(world.Store.Writes.Count, 1, 3);
        Assert.Equal(200, world.Store.Writes[^1].Listeners.Single().Frontier);
    });

    [Fact]
    public void Only_its_owner_fetches_and_acknowledges_at_a_listener() => Run(async world =>
    {
        var listener = await world.DeclareAsync();
        await world.PublishAsync("a");
        var foreign = await world.Group(listener).FetchAsync(Other, new Fetch(listener.Uuid), default);
        Assert.Equal(RefusalCode.Forbidden, foreign.Refusal?.Code);
        var unknown = await world.Group(listener).FetchAsync(Owner, new Fetch(Guid.NewGuid()), default);
        Assert.Equal(RefusalCode.NotFound, unknown.Refusal?.Code);

        var given = Assert.Single(await world.FetchAsync(listener));
        Assert.Equal(0, Value(await world.Group(listener).AcknowledgeAsync(Other, [given.Token])));
        var garbage = await world.Group(listener).AcknowledgeAsync(Owner, [given.Token, "bm90IGEgcmVhbCB0b2tlbgo="]);
        Assert.Equal((RefusalCode.InvalidToken, "Could not parse EventToken"), (garbage.Refusal?.Code, garbage.Refusal?.Message));
        await Task.Delay(Lease, world.Time);
        Assert.Equal(2, Assert.Single(await world.FetchAsync(listener)).Attempt);
    });

    [Fact]
    public void Tokens_of_another_incarnation_settle_nothing() => Run(async world =>
    {
        var listener = await world.DeclareAsync();
        await world.PublishAsync("a");
        var given = Assert.Single(await world.FetchAsync(listener));
        Assert.True(EventToken.TryParse(given.Token, out var token));
        var foreign = new[]
        {
            token with { Incarnation = Guid.NewGuid() }, token with { Numbers = [99] }, token with { Group = Guid.NewGuid() },
            token with { Position = 2 },
        };
        Assert.Equal(0, Value(await world.Group(listener).AcknowledgeAsync(Owner, [.. foreign.Select(other => other.ToString())])));
        await Task.Delay(Lease, world.Time);
        Assert.Single(await world.FetchAsync(listener));
    });

    [Fact]
    public void A_lease_keeps_excluding_its_key_after_the_log_was_trimmed_and_the_process_ended() => Run(async world =>
    {
        var listener = await world.DeclareAsync();
        await world.PublishAsync("a", 1, "k");
        var held = Assert.Single(await world.FetchAsync(listener));
        Value(await world.Group(listener).SetPositionAsync(Owner, new PositionCommand(listener.Uuid, PositionKind.Head)));
        await world.Memory.TrimAsync(world.Time.GetUtcNow() + TimeSpan.FromSeconds(1), default);
        world.Crash();
        await world.PublishAsync("b", 1, "k");
        await world.PublishAsync("c", 1, "other");

        // The key of the forgotten event is unknown, so nobody gets anything until it is acknowledged or its lease is over.
        Assert.Empty(await world.FetchAsync(listener, seconds: 5));
        if (world.Scheduler.Draw(2) == 0)
            await world.AcknowledgeAsync(listener, held);
        else
            await Task.Delay(ListenerPolicy.Default.Lease, world.Time);
        Assert.Equal(["b", "c"], (await world.FetchAsync(listener)).Select(delivery => delivery.Event.Subject).Order());
    });

    [Fact]
    public void Two_listeners_of_a_group_never_lease_one_key_at_once() => Run(async world =>
    {
        var one = await world.DeclareAsync("one", group: "g");
        var two = await world.DeclareAsync("two", group: "g");
        Assert.Equal(one.Group, two.Group);
        await world.PublishAsync("a", priority: 1, key: "person");
        await world.PublishAsync("b", priority: 1, key: "person");
        await Task.Delay(TimeSpan.FromSeconds(1), world.Time);
        var given = Assert.Single(await world.FetchAsync(one));
        Assert.Empty(await world.FetchAsync(two));
        var waiting = world.TryFetchAsync(two, wait: TimeSpan.FromSeconds(10));
        await world.AcknowledgeAsync(one, given);
        Assert.Single(Value(await waiting));
        Assert.Empty(await world.FetchAsync(one));
    });

    [Fact]
    public void Deleting_a_listener_ends_its_waiting_fetches() => Run(async world =>
    {
        var one = await world.DeclareAsync("one", group: "g");
        var two = await world.DeclareAsync("two", group: "g");
        Assert.Empty(await world.FetchAsync(one, seconds: 0));
        var waiting = world.TryFetchAsync(two, wait: TimeSpan.FromSeconds(10));
        await Task.Delay(TimeSpan.FromSeconds(1), world.Time);
        Assert.True(Value(await world.Namespace.DeleteListenerAsync(Owner, two.Uuid, deletePendingEvents: true)));
        Assert.Equal(RefusalCode.NotFound, (await waiting).Refusal?.Code);
        await world.PublishAsync("a");
        Assert.Single(await world.FetchAsync(one));
    });

    [Fact]
    public void A_listener_with_pending_events_is_deleted_only_when_that_is_allowed() => Run(async world =>
    {
        var listener = await world.DeclareAsync();
        await world.PublishAsync("a");
        Assert.Single(await world.FetchAsync(listener));
        var refused = await world.Namespace.DeleteListenerAsync(Owner, listener.Uuid, deletePendingEvents: false);
        Assert.StartsWith("There are pending events for this listener.", refused.Refusal?.Message, StringComparison.Ordinal);

        // Nor when its group cannot report its backlog.
        world.Crash();
        world.Store.Fates.Enqueue(CommitFate.Unavailable);
        world.Store.Fates.Enqueue(CommitFate.Unavailable);
        var unknown = await world.Namespace.DeleteListenerAsync(Owner, listener.Uuid, deletePendingEvents: false);
        Assert.Equal((RefusalCode.Overloaded, true), (unknown.Refusal?.Code, unknown.Refusal?.Retriable));
        Assert.True(Value(await world.Namespace.DeleteListenerAsync(Owner, listener.Uuid, deletePendingEvents: true)));
        Assert.Equal(RefusalCode.NotFound, (await world.TryFetchAsync(listener)).Refusal?.Code);
    });

    [Fact]
    public void An_unused_group_goes_to_sleep_and_writes_the_settlements_that_it_owes() => Run(
        async world =>
        {
            var listener = await world.DeclareAsync();
            Assert.Empty(await world.FetchAsync(listener, seconds: 0));
            await world.PublishAsync("a");
            await world.PublishAsync("a");
            await world.PublishAsync("a");
            await world.PublishAsync("a");
            await Task.Delay(TimeSpan.FromMinutes(2), world.Time);

            // Events 2 and 3 were superseded while the queue slept; 1 and 4 are open.
            var state = (await world.Memory.ReadGroupAsync(listener.Group, default)).Listeners.Single();
            Assert.Equal(0b0110UL, Assert.Single(state.Bitmaps).Bits[0]);
            var epoch = (await world.Memory.ReadGroupAsync(listener.Group, default)).Epoch;
            Assert.Equal(4, Assert.Single(await world.FetchAsync(listener)).Event.Number);
            Assert.Equal(epoch + 1, (await world.Memory.ReadGroupAsync(listener.Group, default)).Epoch);
        },
        new ListenerOptions { SleepAfter = TimeSpan.FromSeconds(30) });

    [Fact]
    public void A_long_log_is_read_in_windows_up_to_the_cap_and_further_as_room_appears() => Run(
        async world =>
        {
            var listener = await world.DeclareAsync();
            for (var batch = 0; batch < 5; batch++)
                await world.CommitSilentlyAsync([.. Enumerable.Range(0, 100).Select(i => $"s{batch}-{i}")]);
            var seen = new HashSet<string>();
            while (seen.Count < 500)
            {
                var given = await world.FetchAsync(listener, limit: 60, seconds: 10);
                Assert.NotEmpty(given);
                Assert.All(given, delivery => Assert.True(seen.Add(delivery.Event.Subject)));
                var status = Value(await world.Group(listener).StatusAsync(Owner, listener.Uuid));
                Assert.True(status.Pending + status.Leased <= 150, $"{status} is beyond the cap.");
                await world.AcknowledgeAsync(listener, given);
            }
        },
        new ListenerOptions { Window = 16, LaneEntries = 150 });

    [Fact]
    public void An_unacknowledged_event_comes_again_by_the_retry_schedule() => Run(async world =>
    {
        var policy = ListenerPolicy.Default with { MaxAttempts = 9 };
        var listener = await world.DeclareAsync(policy: policy);
        await world.PublishAsync("a");
        var last = world.Time.GetUtcNow();
        for (var attempt = 1; attempt <= 9; attempt++)
        {
            Delivery? delivery = null;
            while (delivery is null)
                delivery = (await world.FetchAsync(listener, seconds: 10)).FirstOrDefault();
            Assert.Equal(attempt, delivery.Attempt);
            var waited = world.Time.GetUtcNow() - last;
            var expected = attempt == 1 ? TimeSpan.Zero : attempt == 9 ? TimeSpan.FromSeconds(256) : Lease;
            Assert.InRange(waited, expected, expected + TimeSpan.FromSeconds(1));
            last = world.Time.GetUtcNow();
            if (attempt % 3 == 0)
                world.Crash();
        }

        await Task.Delay(TimeSpan.FromHours(18), world.Time);
        Assert.Empty(await world.FetchAsync(listener));
        Assert.Equal(1, Value(await world.Group(listener).StatusAsync(Owner, listener.Uuid)).Parked);
        await world.PublishAsync("a");
        Assert.Equal(1, Assert.Single(await world.FetchAsync(listener)).Attempt);
    });
}
