using MoCluster.History.Workload;
using MoCluster.Tests.Api.Fixtures;

[assembly: AssemblyFixture(typeof(SharedSilo))]

namespace MoCluster.Tests.Api.Fixtures;

/// <summary>One silo that all tests share which do not disturb each other; the first test that needs it starts it.</summary>
public sealed class SharedSilo : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Lazy<Task<SiloRun>> _run;

    public SharedSilo() => _run = new Lazy<Task<SiloRun>>(() => SiloRun.StartAsync(_directory.Path, "Triggers:Sample=true"));

    internal Task<SiloRun> RunAsync() => _run.Value;

    public async ValueTask DisposeAsync()
    {
        if (_run.IsValueCreated)
            await (await _run.Value).DisposeAsync();
        _directory.Dispose();
    }
}
