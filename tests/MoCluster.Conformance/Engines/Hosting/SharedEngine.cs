using MoCluster.Conformance.Engines.Hosting;

[assembly: AssemblyFixture(typeof(SharedEngine))]

namespace MoCluster.Conformance.Engines.Hosting;

/// <summary>The engine that all tests share; each test has grains of its own.</summary>
public sealed class SharedEngine : IAsyncLifetime
{
    /// <summary>The engine.</summary>
    public IEngineHost Host { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Host = await EngineHost.StartAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
