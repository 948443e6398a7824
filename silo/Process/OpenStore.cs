using MoCluster.Grains.Storage;
using MoCluster.Silo.Configuration;
using MoCluster.Stores.Memory;

namespace MoCluster.Silo.Process;

/// <summary>A store that was opened, and how it is closed.</summary>
internal sealed class OpenStore : IAsyncDisposable
{
    private OpenStore(IStore store) => Store = store;

    /// <summary>The store.</summary>
    public IStore Store { get; }

    /// <summary>Opens the store that the settings name.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="logs">Where it logs.</param>
    /// <param name="cancellation">Ends the opening.</param>
    /// <exception cref="StartException">It cannot be opened.</exception>
    public static Task<OpenStore> OpenAsync(StoreOptions options, ILoggerFactory logs, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(new OpenStore(new MemoryStore(TimeProvider.System, Guid.NewGuid())));
    }

    public ValueTask DisposeAsync() => Store switch
    {
        IAsyncDisposable asynchronous => asynchronous.DisposeAsync(),
        _ => Dispose(Store as IDisposable),
    };

    private static ValueTask Dispose(IDisposable? store)
    {
        store?.Dispose();
        return ValueTask.CompletedTask;
    }
}
