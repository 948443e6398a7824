using MoCluster.Client.Tests.Fixtures;
using MoCluster.History.Workload;

namespace MoCluster.Client.Tests.Faults;

/// <summary>Consumers over connections that break all the time, and over a silo that is killed: nothing is lost, and nothing acknowledged that was not handled.</summary>
public sealed class LedgerTests(ClientSilo silo, ITestOutputHelper output)
{
    private const int Consumers = 3;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Over_connections_that_break_at_random_every_event_is_handled()
    {
        var seed = Environment.GetEnvironmentVariable("MOCLUSTER_SEED") is { Length: > 0 } given ? int.Parse(given) : Random.Shared.Next();
        output.WriteLine($"MOCLUSTER_SEED={seed}");
        await using var queue = await OwnQueue.PrepareAsync(await silo.ConnectAsync(), declaration => declaration with { Lease = Lease });
        await using var proxy = new FaultyProxy(queue.Client.Server, number => Draw(new Random(seed + number)));
        var ledger = new Ledger(3_000, Lease);
        await using (var client = MoClient.Connect(proxy.Address, Options))
        {
            var sending = ledger.SendAsync(part => client.SendAsync(queue.Space, part, cancellationToken: Cancellation));
            await ledger.ConsumeAsync(client.Listeners.Open(queue.Listener.Uuid), Consumers, seed);
            await sending;
        }

        output.WriteLine($"{proxy.Faults} of {proxy.Connections} connections broke");
        Assert.True(proxy.Faults > 5, $"Only {proxy.Faults} connections broke.");
        await ledger.CheckAsync(queue);
    }

    [Fact]
    public async Task Over_a_silo_that_is_killed_and_started_again_consumers_go_on_by_themselves()
    {
        using var directory = new TemporaryDirectory();
        var run = await SiloRun.StartAsync(directory.Path);
        var address = run.Address;
        await using var queue = await OwnQueue.PrepareAsync(MoClient.Connect(address), declaration => declaration with { Lease = Lease });
        var ledger = new Ledger(2_000, Lease);
        await using (var client = MoClient.Connect(address, Options))
        {
            var sending = ledger.SendAsync(part => client.SendAsync(queue.Space, part, cancellationToken: Cancellation));
            var consuming = ledger.ConsumeAsync(client.Listeners.Open(queue.Listener.Uuid), Consumers, seed: 0);
            for (var kill = 1; kill <= 3; kill++)
            {
                await ledger.HandledAsync(kill * 400, Cancellation);
                await run.DisposeAsync();
                run = await SiloRun.StartAsync(directory.Path, $"urls={address}");
            }

            await Task.WhenAll(sending, consuming);
        }

        await ledger.CheckAsync(queue);
        await run.DisposeAsync();
    }

    private static MoClientOptions Options => new() { AttemptTimeout = TimeSpan.FromSeconds(1), RetryDelay = TimeSpan.FromMilliseconds(10), MaxRetryDelay = TimeSpan.FromMilliseconds(500) };

    /// <summary>Nine of ten connections break, in one of their first requests.</summary>
    private static FaultyProxy.Fault? Draw(Random random) => random.Next(10) == 0
        ? null
        : new FaultyProxy.Fault((FaultKind)random.Next(Enum.GetValues<FaultKind>().Length), (FaultPlace)random.Next(Enum.GetValues<FaultPlace>().Length), random.Next(5));
}
