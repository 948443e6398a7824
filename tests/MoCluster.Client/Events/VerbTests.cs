using MoCluster.Client.Tests.Fixtures;

namespace MoCluster.Client.Tests.Events;

/// <summary>What a program does with events does at the server what its documentation says.</summary>
public sealed class VerbTests(ClientSilo silo)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_declaration_tells_what_the_listener_is_and_finds_it_again()
    {
        await using var queue = await PrepareAsync(declaration => declaration with
        {
            Lease = TimeSpan.FromSeconds(7), MaxBackOff = TimeSpan.FromSeconds(60), MaxAttempts = 4, MaxInFlight = 50, Group = "g",
        });
        var info = queue.Listener.Info!;
        Assert.Equal(
            (queue.Space, "r", "u", TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(60), 4, 50),
            (info.Namespace, info.RoutingKey, info.UserKey, info.Lease, info.MaxBackOff, info.MaxAttempts, info.MaxInFlight));
        var again = await queue.Client.Listeners.DeclareAsync(new ListenerDeclaration(queue.Space, "r", "u") { Group = "g" }, Cancellation);
        Assert.Equal(info, again.Info);
        var other = await Assert.ThrowsAsync<MoException>(() => queue.Client.Listeners.DeclareAsync(new ListenerDeclaration(queue.Space, "other", "u"), Cancellation));
        Assert.Equal((MoErrorCode.Conflict, false), (other.Code, other.IsRetriable));
    }

    [Fact]
    public async Task An_event_has_what_was_sent_and_is_gone_when_it_is_acknowledged()
    {
        await using var queue = await PrepareAsync();
        var number = await queue.Client.SendAsync(queue.Space, new OutgoingEvent("r", "s æ\"") { Priority = 3, Key = "k" }, cancellationToken: Cancellation);
        var taken = (await queue.Listener.NextAsync(TimeSpan.FromSeconds(30), Cancellation))!;
        Assert.Equal(("s æ\"", 3, "k", number, 1, null), (taken.Subject, taken.Priority, taken.Key, taken.Number, taken.Attempt, taken.RegistrationId));
        Assert.InRange(taken.LeasedUntil - taken.Time, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(4));
        await taken.AckAsync(Cancellation);
        await taken.AckAsync(Cancellation);
        var status = await queue.Client.Listeners.GetStatusAsync(queue.Listener.Uuid, Cancellation);
        Assert.Equal((0, 0, number), (status.Pending, status.Leased, status.Frontier));
    }

    [Fact]
    public async Task The_same_idempotency_id_sends_once_and_other_events_under_it_are_refused()
    {
        await using var queue = await PrepareAsync();
        var once = new SendOptions { IdempotencyId = $"order-{queue.Space}" };
        var first = await queue.Client.SendAsync(queue.Space, new OutgoingEvent("r", "s"), once, Cancellation);
        Assert.Equal(first, await queue.Client.SendAsync(queue.Space, new OutgoingEvent("r", "s"), once, Cancellation));
        var other = await Assert.ThrowsAsync<MoException>(() => queue.Client.SendAsync(queue.Space, new OutgoingEvent("r", "t"), once, Cancellation));
        Assert.Equal("IDEMPOTENCY_CONFLICT", other.Code);
        Assert.Equal([], await queue.Client.SendAsync(queue.Space, [], once, Cancellation));
    }

    [Fact]
    public async Task A_nacked_event_comes_again_a_touched_one_stays_and_a_parked_one_waits_for_its_replay()
    {
        await using var queue = await PrepareAsync();
        await queue.SendAsync("a", "b", "c");
        var events = await queue.Listener.FetchAsync(new FetchOptions { Wait = TimeSpan.FromSeconds(30) }, Cancellation);
        Assert.Equal(["a", "b", "c"], events.Select(taken => taken.Subject));
        Assert.True(await events[0].NakAsync(TimeSpan.Zero, "busy", Cancellation));
        Assert.True(await events[1].TouchAsync(TimeSpan.FromMinutes(10), Cancellation) > DateTimeOffset.UtcNow.AddMinutes(8));
        Assert.True(await events[2].ParkAsync("broken", Cancellation));
        Assert.False(await events[2].NakAsync(cancellationToken: Cancellation));
        Assert.Null(await events[0].TouchAsync(cancellationToken: Cancellation));
        var again = (await queue.Listener.NextAsync(TimeSpan.FromSeconds(30), Cancellation))!;
        Assert.Equal(("a", 2), (again.Subject, again.Attempt));
        var mine = new EntryFilter { Listeners = ListenerFilter.Of(queue.Listener.Uuid) };
        var entries = await queue.Client.Listeners.Queues.FindAsync(mine, Cancellation).ToDictionaryAsync(entry => entry.Subject, cancellationToken: Cancellation);
        Assert.Equal((EntryStanding.Leased, EntryStanding.Leased), (entries["a"].Standing, entries["b"].Standing));
        Assert.Equal((EntryStanding.Parked, "broken"), (entries["c"].Standing, entries["c"].Reason));
        Assert.Equal(["c"], (await queue.Client.Listeners.Queues.ReplayAsync(mine, Cancellation)).Select(entry => entry.Subject));
        Assert.Equal("c", (await queue.Listener.NextAsync(TimeSpan.FromSeconds(30), Cancellation))!.Subject);
        Assert.Null(await queue.Listener.NextAsync(TimeSpan.Zero, Cancellation));
    }

    [Fact]
    public async Task A_consumer_gets_what_was_there_and_what_comes_and_gives_back_what_it_did_not_take()
    {
        await using var queue = await PrepareAsync();
        await queue.SendAsync("a", "b");
        var taken = new List<string>();
        await foreach (var next in queue.Listener.ConsumeAsync(new ConsumeOptions { Window = 10 }, Cancellation))
        {
            taken.Add(next.Subject);
            await next.AckAsync(Cancellation);
            if (taken.Count == 2)
                await queue.SendAsync("c", "d", "e");
            if (taken.Count == 3)
                break;
        }

        Assert.Equal(["a", "b", "c"], taken);
        var rest = new List<string>();
        while (rest.Count < 2)
        {
            var next = (await queue.Listener.NextAsync(TimeSpan.FromSeconds(30), Cancellation))!;
            rest.Add(next.Subject);
            await next.AckAsync(Cancellation);
        }

        Assert.Equal(["d", "e"], rest.Order());
    }

    [Fact]
    public async Task Acknowledgements_without_waiting_are_sent_before_the_client_is_gone()
    {
        await using var watcher = await silo.ConnectAsync();
        Guid listener;
        await using (var queue = await PrepareAsync())
        {
            listener = queue.Listener.Uuid;
            queue.Listener.AckFailed += (_, failure) => Assert.Fail(failure.Message);
            await queue.SendAsync([.. Enumerable.Range(0, 500).Select(i => $"s{i}")]);
            var left = 500;
            await foreach (var next in queue.Listener.ConsumeAsync(new ConsumeOptions { Window = 50 }, Cancellation))
            {
                next.Ack();
                if (--left == 0)
                    break;
            }
        }

        var status = await watcher.Listeners.GetStatusAsync(listener, Cancellation);
        Assert.Equal((0, 0, 500), (status.Pending, status.Leased, status.Frontier));
    }

    [Fact]
    public async Task One_token_that_is_refused_does_not_hold_up_the_others()
    {
        await using var gone = await PrepareAsync();
        await using var queue = await PrepareAsync();
        await gone.SendAsync("x");
        await queue.SendAsync("y");
        var lost = (await gone.Listener.NextAsync(TimeSpan.FromSeconds(30), Cancellation))!;
        var kept = (await queue.Listener.NextAsync(TimeSpan.FromSeconds(30), Cancellation))!;
        var forged = new MoEvent(queue.Listener) { Token = "forged" };
        var refusal = await Assert.ThrowsAsync<MoException>(async () => await forged.AckAsync(Cancellation));
        Assert.Equal(MoErrorCode.InvalidToken, refusal.Code);
        await gone.Client.Listeners.DeleteAsync(gone.Listener.Uuid, deletePendingEvents: true, Cancellation);
        await Task.WhenAll(lost.AckAsync(Cancellation).AsTask(), kept.AckAsync(Cancellation).AsTask());
        Assert.Equal(0, (await queue.Client.Listeners.GetStatusAsync(queue.Listener.Uuid, Cancellation)).Leased);
    }

    [Fact]
    public async Task A_consumer_of_a_deleted_listener_is_told()
    {
        await using var queue = await PrepareAsync();
        await using var consumer = queue.Listener.ConsumeAsync(cancellationToken: Cancellation).GetAsyncEnumerator(Cancellation);
        var next = consumer.MoveNextAsync();
        await queue.Client.Listeners.DeleteAsync(queue.Listener.Uuid, cancellationToken: Cancellation);
        Assert.Equal(MoErrorCode.NotFound, (await Assert.ThrowsAsync<MoException>(async () => await next)).Code);
    }

    private async Task<OwnQueue> PrepareAsync(Func<ListenerDeclaration, ListenerDeclaration>? change = null) =>
        await OwnQueue.PrepareAsync(await silo.ConnectAsync(), change);
}
