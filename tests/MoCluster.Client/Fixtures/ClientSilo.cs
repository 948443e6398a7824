using MoCluster.Client.Tests.Fixtures;
using MoCluster.History.Workload;

[assembly: AssemblyFixture(typeof(ClientSilo))]

namespace MoCluster.Client.Tests.Fixtures;

/// <summary>One silo that all tests share which do not disturb each other; the first test that needs it starts it.</summary>
public sealed class ClientSilo : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Lazy<Task<SiloRun>> _run;

    public ClientSilo() => _run = new Lazy<Task<SiloRun>>(() => SiloRun.StartAsync(_directory.Path, "Triggers:Sample=true"));

    internal Task<SiloRun> RunAsync() => _run.Value;

    internal async Task<MoClient> ConnectAsync(MoClientOptions? options = null) => MoClient.Connect((await RunAsync()).Address, options);

    public async ValueTask DisposeAsync()
    {
        if (_run.IsValueCreated)
            await (await _run.Value).DisposeAsync();
        _directory.Dispose();
    }
}
