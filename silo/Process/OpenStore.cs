using MoCluster.Grains.Storage;
using MoCluster.Silo.Configuration;
using MoCluster.Stores.Journal;
using MoCluster.Stores.Memory;

namespace MoCluster.Silo.Process;

/// <summary>A store that was opened, and how it is closed.</summary>
internal sealed class OpenStore : IAsyncDisposable
{
    private OpenStore(IStore store) => Store = store;

    /// <summary>The store.</summary>
    public IStore Store { get; }

    /// <summary>Opens the store that the settings name.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="logs">Where it logs.</param>
    /// <param name="onFailure">Called once when the store cannot go on: the process has to stop.</param>
    /// <exception cref="StartException">It cannot be opened.</exception>
    public static async Task<OpenStore> OpenAsync(Settings settings, ILoggerFactory logs, Action<Exception> onFailure)
    {
        if (settings.Store.Kind == StoreKind.Memory)
            return new OpenStore(new MemoryStore(TimeProvider.System, Guid.NewGuid()));
        var directory = settings.Store.Directory;
        try
        {
            var log = logs.CreateLogger("MoCluster.Journal");
            return new OpenStore(await JournalStore.OpenAsync(settings.Journal.In(directory), TimeProvider.System, log, onFailure));
        }
        catch (Exception refused) when (refused is JournalInUseException or JournalDamagedException)
        {
            throw new StartException(refused.Message, refused);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StartException(
                $"the journal cannot be opened in '{directory}' ({refused.Message}). Give it a directory that this process may write to (Store:Directory).",
                refused);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Store is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
    }
}
