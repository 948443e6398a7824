using System.Collections.Concurrent;
using System.Net;
using MoCluster.Client;
using MoCluster.Client.Tests.OverOrleans;
using MoCluster.Cluster.Hosting;
using MoCluster.History.Workload;
using MoCluster.Silo.Cluster;
using MoCluster.Stores.PostgreSql.Connections;

namespace MoCluster.Cluster.Orleans;

/// <summary>Clients of Orleans at a cluster of silos that use TLS among themselves and towards the clients.</summary>
public sealed class OrleansClientTests(ITestOutputHelper output)
{
    private const int Events = 1_000;

    /// <summary>How long the cluster may take to serve again what a killed silo served (deploy/RUNBOOK.md), and a second.</summary>
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(11);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_finds_the_silos_through_their_database_and_goes_on_when_one_is_killed()
    {
        using var directory = new TemporaryDirectory();
        using var authority = new Authority(directory.Path, "cluster");
        var (certificate, key) = authority.Sign("silo", TimeSpan.FromHours(1));
        await using var cluster = await SiloCluster.StartAsync(
            0, $"Cluster:TlsCertificate={certificate}", $"Cluster:TlsKey={key}", $"Cluster:TlsAuthority={authority.File}");
        var silos = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => cluster.AddAsync(null, $"Cluster:GatewayPort={FreePort.Find(IPAddress.Loopback)}")));
        await using var orleans = await OrleansRun.StartAsync(client => client
            .UseMoClusterTls(certificate, key, authority.File)
            .UseAdoNetClustering(options =>
            {
                options.Invariant = EngineDatabase.Invariant;
                options.ConnectionString = $"{cluster.Store.ConnectionString};Search Path={cluster.Store.Schema}";
            }));
        await using var mo = MoClusterClient.Connect(orleans.Grains, Guid.NewGuid());
        await mo.DeclareNamespaceAsync("n", cancellationToken: Cancellation);
        var listeners = await Task.WhenAll(Enumerable.Range(0, 6).Select(number =>
            mo.DeclareListenerAsync(new ListenerDeclaration("n", "r", $"l{number}") { Lease = TimeSpan.FromSeconds(5) }, Cancellation)));

        var handled = listeners.Select(_ => new ConcurrentDictionary<string, bool>()).ToArray();
        var halfway = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var longest = TimeSpan.Zero;
        var consuming = Task.WhenAll(listeners.Select((listener, number) => ConsumeAsync(listener, handled[number], halfway)));
        var sending = SendAsync(mo, took => longest = took > longest ? took : longest);
        await halfway.Task.WaitAsync(Cancellation);
        await cluster.KillAsync(silos[0]);
        await Task.WhenAll(consuming, sending);

        output.WriteLine($"longest send {longest.TotalSeconds:0.0} s");
        Assert.All(handled, one => Assert.Equal(Events, one.Count));
        Assert.True(longest < Recovery, $"A send took {longest.TotalSeconds:0.0} s.\n{cluster.Logs()}");
    }

    private static async Task SendAsync(MoClusterClient mo, Action<TimeSpan> took)
    {
        foreach (var part in Enumerable.Range(0, Events).Chunk(10))
        {
            var began = TimeProvider.System.GetTimestamp();
            await mo.SendAsync("n", [.. part.Select(number => new OutgoingEvent("r", $"s{number}"))], cancellationToken: Cancellation);
            took(TimeProvider.System.GetElapsedTime(began));
        }
    }

    private static async Task ConsumeAsync(MoListener listener, ConcurrentDictionary<string, bool> handled, TaskCompletionSource halfway)
    {
        await foreach (var taken in listener.ConsumeAsync(cancellationToken: Cancellation))
        {
            handled[taken.Subject] = true;
            if (handled.Count >= Events / 2)
                halfway.TrySetResult();
            if (handled.Count == Events)
            {
                await taken.AckAsync(Cancellation);
                return;
            }

            taken.Ack();
        }
    }
}
