namespace MoCluster.Conformance.Engines.Hosting;

/// <summary>An engine that its tests share; each test has grains of its own.</summary>
public abstract class SharedEngine : IAsyncLifetime
{
    /// <summary>The running engine.</summary>
    public IEngineHost Host { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Host = await StartAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Host.DisposeAsync();
    }

    /// <summary>Starts the engine.</summary>
    protected abstract Task<IEngineHost> StartAsync();
}
