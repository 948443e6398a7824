using MoCluster.Client.Tests.Fixtures;

namespace MoCluster.Client.Tests.Faults;

/// <summary>Whatever happens to a connection, wherever in a call: the call is done, once, by the next connection.</summary>
public sealed class BrokenConnectionTests(ClientSilo silo)
{
    /// <summary>A stalled connection is given up after this.</summary>
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromMilliseconds(500);

    /// <summary>A lease that was given with a lost answer ends after this.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("declare")]
    [InlineData("send")]
    [InlineData("fetch")]
    [InlineData("consume")]
    [InlineData("ack")]
    [InlineData("nak")]
    [InlineData("touch")]
    [InlineData("park")]
    [InlineData("find")]
    public Task A_call_is_done_once_by_the_next_connection(string verb) => Task.WhenAll(
        from kind in Enum.GetValues<FaultKind>() from place in Enum.GetValues<FaultPlace>() select CheckAsync(verb, new FaultyProxy.Fault(kind, place)));

    private async Task CheckAsync(string verb, FaultyProxy.Fault fault)
    {
        try
        {
            await using var queue = await OwnQueue.PrepareAsync(await silo.ConnectAsync(), declaration => declaration with { Lease = Lease });
            await using var proxy = new FaultyProxy(queue.Client.Server, number => number == 0 ? fault : null);
            var options = new MoClientOptions { AttemptTimeout = AttemptTimeout, RetryDelay = TimeSpan.FromMilliseconds(1) };
            await using var client = MoClient.Connect(proxy.Address, options);
            await DoAsync(verb, queue, client);
            Assert.True(proxy.Connections > 1, "The call was done by the connection that broke.");
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{verb}, {fault}: {failure.Message}", failure);
        }
    }

    private static Task DoAsync(string verb, OwnQueue queue, MoClient client) => verb switch
    {
        "declare" => DeclareAsync(queue, client),
        "send" => SendAsync(queue, client),
        "fetch" => FetchAsync(queue, client),
        "consume" => ConsumeAsync(queue, client),
        "ack" => SettleAsync(queue, token => client.Tokens.AckAsync([token], Cancellation), null),
        "nak" => SettleAsync(queue, token => client.Tokens.NakAsync([token], TimeSpan.FromMinutes(5), "why", Cancellation), EntryStanding.Delayed),
        "touch" => SettleAsync(queue, token => client.Tokens.TouchAsync([token], TimeSpan.FromMinutes(5), Cancellation), EntryStanding.Leased),
        "park" => SettleAsync(queue, token => client.Tokens.ParkAsync([token], "why", Cancellation), EntryStanding.Parked),
        "find" => FindAsync(queue, client),
        _ => throw new ArgumentOutOfRangeException(nameof(verb), verb, "There is no such verb."),
    };

    private static async Task DeclareAsync(OwnQueue queue, MoClient client)
    {
        var declared = await client.Listeners.DeclareAsync(new ListenerDeclaration(queue.Space, "r", "other"), Cancellation);
        var found = await queue.Client.Listeners.FindAsync(new ListenerFilter { Namespaces = [queue.Space], UserKeys = ["other"] }, Cancellation).ToListAsync(Cancellation);
        Assert.Equal(declared.Info, Assert.Single(found).Info);
    }

    private static async Task SendAsync(OwnQueue queue, MoClient client)
    {
        Assert.Equal(1, await client.SendAsync(queue.Space, new OutgoingEvent("r", "s"), cancellationToken: Cancellation));
        Assert.Equal(1, (await queue.Client.Listeners.FindAsync(ListenerFilter.Of(queue.Listener.Uuid), Cancellation).SingleAsync(Cancellation)).Head);
    }

    private static async Task FetchAsync(OwnQueue queue, MoClient client)
    {
        await queue.SendAsync("s");
        Assert.Equal("s", (await client.Listeners.Open(queue.Listener.Uuid).NextAsync(Lease + Lease, Cancellation))!.Subject);
    }

    private static async Task ConsumeAsync(OwnQueue queue, MoClient client)
    {
        await queue.SendAsync("s");
        var options = new ConsumeOptions { Silence = Lease / 2 };
        await using var consumer = client.Listeners.Open(queue.Listener.Uuid).ConsumeAsync(options, Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await consumer.MoveNextAsync());
        await consumer.Current.AckAsync(Cancellation);

        // A fault in the middle of the first event shows with the second at the latest.
        await queue.SendAsync("t");
        Assert.True(await consumer.MoveNextAsync());
        Assert.Equal("t", consumer.Current.Subject);
    }

    private static async Task SettleAsync(OwnQueue queue, Func<string, Task> settle, EntryStanding? standing)
    {
        await queue.SendAsync("s");
        var taken = (await queue.Listener.NextAsync(cancellationToken: Cancellation))!;
        await settle(taken.Token);
        var filter = new EntryFilter { Listeners = ListenerFilter.Of(queue.Listener.Uuid) };
        var entries = await queue.Client.Listeners.Queues.FindAsync(filter, Cancellation).ToListAsync(Cancellation);
        Assert.Equal(standing, entries.SingleOrDefault()?.Standing);
    }

    private static async Task FindAsync(OwnQueue queue, MoClient client)
    {
        var found = await client.Listeners.FindAsync(ListenerFilter.Of(queue.Listener.Uuid), Cancellation).ToListAsync(Cancellation);
        Assert.Equal(queue.Listener.Uuid, Assert.Single(found).Info.Uuid);
    }
}
