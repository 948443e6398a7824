using System.Net;
using MoCluster.Client.Tests.Faults;
using MoCluster.Client.Tests.Fixtures;
using MoCluster.History.Workload;
using MoCluster.Silo.Cluster;

namespace MoCluster.Client.Tests.OverOrleans;

/// <summary>Consumers straight at the grains of a silo that is killed go on by themselves, and nothing is lost.</summary>
public sealed class GrainLedgerTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Over_a_silo_that_is_killed_and_started_again_consumers_go_on_by_themselves()
    {
        using var directory = new TemporaryDirectory();
        var gateway = $"Cluster:GatewayPort={FreePort.Find(IPAddress.Loopback)}";
        var run = await SiloRun.StartAsync(directory.Path, gateway);
        var address = run.Address;
        await using var queue = await OwnQueue.PrepareAsync(MoClient.Connect(address), declaration => declaration with { Lease = Lease });
        var ledger = new Ledger(2_000, Lease);
        await using var orleans = await OrleansRun.StartAsync(int.Parse(gateway.Split('=')[1]));
        var options = new MoClientOptions { AttemptTimeout = TimeSpan.FromSeconds(2), RetryDelay = TimeSpan.FromMilliseconds(10), MaxRetryDelay = TimeSpan.FromMilliseconds(500) };
        await using (var client = MoClusterClient.Connect(orleans.Grains, queue.Listener.Info!.Owner, options))
        {
            var sending = ledger.SendAsync(part => client.SendAsync(queue.Space, part, cancellationToken: Cancellation));
            var consuming = ledger.ConsumeAsync(client.Open(queue.Listener.Info), consumers: 3, seed: 0);
            for (var kill = 1; kill <= 2; kill++)
            {
                await ledger.HandledAsync(kill * 500, Cancellation);
                await run.DisposeAsync();
                run = await SiloRun.StartAsync(directory.Path, gateway, $"urls={address}");
                var ready = TimeProvider.System.GetTimestamp();
                await ledger.AnotherAsync(Cancellation);
                output.WriteLine($"went on {TimeProvider.System.GetElapsedTime(ready).TotalSeconds:0.00} s after the silo was ready");
            }

            await Task.WhenAll(sending, consuming);
        }

        await ledger.CheckAsync(queue);
        await run.DisposeAsync();
    }
}
