using System.Net;
using MoCluster.History.Workload;
using MoCluster.Silo.Cluster;

namespace MoCluster.Client.Tests.OverOrleans;

/// <summary>The verbs of the client straight to the grains do what they do over HTTP.</summary>
public sealed class GrainVerbTests : IAsyncLifetime
{
    private static readonly Guid Owner = Guid.NewGuid();

    private SiloRun _silo = null!;
    private OrleansRun _orleans = null!;
    private MoClusterClient _mo = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var gateway = FreePort.Find(IPAddress.Loopback);
        _silo = await SiloRun.StartAsync(directory: null, $"Cluster:GatewayPort={gateway}");
        _orleans = await OrleansRun.StartAsync(gateway);
        _mo = MoClusterClient.Connect(_orleans.Grains, Owner);
    }

    public async ValueTask DisposeAsync()
    {
        await _mo.DisposeAsync();
        await _orleans.DisposeAsync();
        await _silo.DisposeAsync();
    }

    [Fact]
    public async Task What_is_sent_is_fetched_and_settled()
    {
        var space = await _mo.DeclareNamespaceAsync("things", isPublic: true, Cancellation);
        Assert.Equal(new NamespaceInfo("things", Owner, true), space);
        var listener = await _mo.DeclareListenerAsync(new ListenerDeclaration("things", "made", "mine") { Lease = TimeSpan.FromMinutes(1) }, Cancellation);
        Assert.Equal(listener.Info, (await _mo.DeclareListenerAsync(new ListenerDeclaration("things", "made", "mine") { Lease = TimeSpan.FromMinutes(1) }, Cancellation)).Info);
        var sent = new SendOptions { IdempotencyId = "once" };
        OutgoingEvent[] events = [.. Enumerable.Range(0, 5).Select(number => new OutgoingEvent("made", $"s{number}") { Priority = number + 1, Key = $"k{number}" })];
        Assert.Equal([1, 2, 3, 4, 5], await _mo.SendAsync("things", events, sent, Cancellation));
        Assert.Equal([1, 2, 3, 4, 5], await _mo.SendAsync("things", events, sent, Cancellation));

        var fetched = await listener.FetchAsync(new FetchOptions { Limit = 10, Wait = TimeSpan.FromMinutes(1) }, Cancellation);
        Assert.Equal([("s0", 1, "k0"), ("s1", 2, "k1"), ("s2", 3, "k2"), ("s3", 4, "k3"), ("s4", 5, "k4")], fetched.Select(one => (one.Subject, one.Priority, one.Key)));
        Assert.All(fetched, one => Assert.Equal(1, one.Attempt));
        await fetched[0].AckAsync(Cancellation);
        Assert.True(await fetched[1].NakAsync(TimeSpan.Zero, "again", Cancellation));
        Assert.True(await fetched[2].ParkAsync("bad", Cancellation));
        Assert.True(await fetched[3].TouchAsync(TimeSpan.FromMinutes(30), Cancellation) > fetched[3].LeasedUntil);
        fetched[4].Ack();

        var again = await listener.NextAsync(TimeSpan.FromMinutes(1), Cancellation);
        Assert.Equal(("s1", 2), (again!.Subject, again.Attempt));
        await again.AckAsync(Cancellation);
        Assert.False(await again.NakAsync(cancellationToken: Cancellation));
        Assert.Null(await again.TouchAsync(cancellationToken: Cancellation));
        Assert.Empty(await listener.FetchAsync(cancellationToken: Cancellation));
    }

    [Fact]
    public async Task A_consumer_gets_events_as_they_come_and_gives_back_what_it_did_not_take()
    {
        await _mo.DeclareNamespaceAsync("flow", cancellationToken: Cancellation);
        var listener = await _mo.DeclareListenerAsync(new ListenerDeclaration("flow", "r", "u"), Cancellation);
        await using (var consumer = listener.ConsumeAsync(new ConsumeOptions { Window = 10 }, Cancellation).GetAsyncEnumerator(Cancellation))
        {
            var next = consumer.MoveNextAsync();
            Assert.False(next.IsCompleted);
            await _mo.SendAsync("flow", [.. Enumerable.Range(0, 30).Select(number => new OutgoingEvent("r", $"s{number}"))], cancellationToken: Cancellation);
            for (var taken = 0; taken < 15; taken++)
            {
                Assert.True(await next);
                await consumer.Current.AckAsync(Cancellation);
                next = taken < 14 ? consumer.MoveNextAsync() : next;
            }
        }

        // They were given back, so that they come long before the leases of three minutes end.
        var rest = new HashSet<string>();
        while (rest.Count < 15)
        {
            foreach (var one in await listener.FetchAsync(new FetchOptions { Wait = TimeSpan.FromSeconds(30) }, Cancellation))
            {
                Assert.True(rest.Add(one.Subject));
                one.Ack();
            }
        }
    }

    [Fact]
    public async Task A_consumer_whose_wait_is_cancelled_holds_no_event()
    {
        await _mo.DeclareNamespaceAsync("ended", cancellationToken: Cancellation);
        var listener = await _mo.DeclareListenerAsync(new ListenerDeclaration("ended", "r", "u"), Cancellation);
        for (var round = 0; round < 20; round++)
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            var consuming = TakeAsync(listener, ending.Token);
            var sending = _mo.SendAsync("ended", new OutgoingEvent("r", $"s{round}"), cancellationToken: Cancellation);
            await ending.CancelAsync();
            await Task.WhenAll(sending, consuming);

            // It was taken, or comes at once to the next.
            if (await consuming is null)
                await (await listener.NextAsync(TimeSpan.FromSeconds(30), Cancellation))!.AckAsync(Cancellation);
        }
    }

    [Fact]
    public async Task What_the_grains_refuse_is_told()
    {
        var unowned = await Assert.ThrowsAsync<MoException>(() => _mo.SendAsync("nowhere", new OutgoingEvent("r", "s"), cancellationToken: Cancellation));
        Assert.Equal(MoErrorCode.NotFound, unowned.Code);
        await _mo.DeclareNamespaceAsync("strict", cancellationToken: Cancellation);
        var wrong = await Assert.ThrowsAsync<MoException>(() => _mo.SendAsync("strict", new OutgoingEvent("r", new string('s', 300)), cancellationToken: Cancellation));
        Assert.Equal(MoErrorCode.InvalidInput, wrong.Code);
        var listener = await _mo.DeclareListenerAsync(new ListenerDeclaration("strict", "r", "u"), Cancellation);
        var other = MoClusterClient.Connect(_orleans.Grains, Guid.NewGuid());
        var foreign = await Assert.ThrowsAsync<MoException>(() => other.Open(listener.Info!).FetchAsync(cancellationToken: Cancellation));
        Assert.Equal(MoErrorCode.Forbidden, foreign.Code);
        await _mo.DeleteListenerAsync(listener.Info!, cancellationToken: Cancellation);
        var gone = await Assert.ThrowsAsync<MoException>(() => listener.FetchAsync(cancellationToken: Cancellation));
        Assert.Equal(MoErrorCode.NotFound, gone.Code);
    }

    private static async Task<string?> TakeAsync(MoListener listener, CancellationToken cancellation)
    {
        try
        {
            await foreach (var taken in listener.ConsumeAsync(cancellationToken: cancellation))
            {
                await taken.AckAsync(CancellationToken.None);
                return taken.Subject;
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // It was cancelled before an event came.
        }

        return null;
    }
}
