using MoCluster.Grains.Storage;
using MoCluster.Silo.Configuration;
using MoCluster.Stores.Journal;
using MoCluster.Stores.Memory;
using MoCluster.Stores.PostgreSql;
using Npgsql;

namespace MoCluster.Silo.Process;

/// <summary>A store that was opened, and how it is closed.</summary>
internal sealed class OpenStore : IAsyncDisposable
{
    /// <summary>Takes an open store over.</summary>
    /// <param name="store">The store, which is closed with this.</param>
    public OpenStore(IStore store) => Store = store;

    /// <summary>The store.</summary>
    public IStore Store { get; }

    /// <summary>Opens the store that the settings name.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="instance">Under which name this process is known in the cluster and in the database.</param>
    /// <param name="logs">Where it logs.</param>
    /// <param name="onFailure">Called once when the store cannot go on: the process has to stop.</param>
    /// <param name="cancellation">Ends the opening.</param>
    /// <exception cref="StartException">It cannot be opened.</exception>
    public static async Task<OpenStore> OpenAsync(
        Settings settings, string instance, ILoggerFactory logs, Action<Exception> onFailure, CancellationToken cancellation)
    {
        var store = settings.Store.Kind switch
        {
            StoreKind.Memory => new MemoryStore(TimeProvider.System, Guid.NewGuid()),
            StoreKind.PostgreSql => await ExplainAsync(() => PostgreSqlStore.OpenAsync(
                settings.PostgreSql.ToOptions(settings.Store, instance), TimeProvider.System, logs, cancellation)),
            _ => await OpenJournalAsync(settings, logs, onFailure),
        };
        return new OpenStore(store);
    }

    public async ValueTask DisposeAsync()
    {
        if (Store is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
    }

    private static async Task<IStore> OpenJournalAsync(Settings settings, ILoggerFactory logs, Action<Exception> onFailure)
    {
        var directory = settings.Store.Directory;
        try
        {
            var log = logs.CreateLogger("MoCluster.Journal");
            return await JournalStore.OpenAsync(settings.Journal.In(directory), TimeProvider.System, log, onFailure);
        }
        catch (Exception refused) when (refused is JournalInUseException or JournalDamagedException)
        {
            throw new StartException(refused.Message, refused);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StartException(
                $"the journal cannot be opened in '{directory}' ({refused.Message}). Give it a directory that this process may write to "
                + "(Store:Directory).",
                refused);
        }
    }

    /// <summary>Does something with the database, and says in a sentence why it cannot be done.</summary>
    /// <param name="work">What.</param>
    /// <exception cref="StartException">It cannot be done.</exception>
    public static async Task<T> ExplainAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception refused) when (refused is SchemaMismatchException or InvalidOperationException or ArgumentException)
        {
            throw new StartException(refused.Message, refused);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new StartException(
                $"the role may not do that ({refused.MessageText}). Run `migrate` as the schema's owner, and silos with "
                + "PostgreSql:MigrateAtStart=false.",
                refused);
        }
        catch (NpgsqlException refused)
        {
            var why = refused.InnerException is { } inner ? $"{refused.Message}: {inner.Message}" : refused.Message;
            throw new StartException($"PostgreSQL cannot be used ({why}). See to the server, or to Store:ConnectionString.", refused);
        }
    }
}
