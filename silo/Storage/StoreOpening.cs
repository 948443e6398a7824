using System.ComponentModel.DataAnnotations;
using MoCluster.Grains.Storage;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Hosting;
using MoCluster.Stores.Memory;
using MoCluster.Stores.PostgreSql;
using MoCluster.Stores.PostgreSql.Schema;
using MoCluster.Stores.Sqlite;
using Npgsql;

namespace MoCluster.Silo.Storage;

/// <summary>Opens the store of the configured kind.</summary>
/// <param name="store">Names the kind.</param>
/// <param name="embedded">The options of SQLite.</param>
/// <param name="database">The options of PostgreSQL.</param>
/// <param name="instance">The name of this process in the database.</param>
/// <param name="end">Learns when the store cannot continue.</param>
/// <param name="time">The clock of the store.</param>
/// <param name="logs">Makes the logs of stores.</param>
internal sealed class StoreOpening(
    StoreOptions store,
    SqliteOptions embedded,
    PostgreSqlOptions database,
    SiloInstance instance,
    ProcessEnd end,
    TimeProvider time,
    ILoggerFactory logs) : IStoreOpening
{
    /// <inheritdoc />
    public async Task<IStore> OpenAsync(CancellationToken cancellation) => store.Kind switch
    {
        StoreKind.Memory => new MemoryStore(time, Guid.NewGuid()),
        StoreKind.PostgreSql => await ExplainAsync(() => PostgreSqlStore.OpenAsync(
            database with { Instance = instance.Name }, time, logs, cancellation)),
        _ => await OpenSqliteAsync(),
    };

    /// <summary>Runs work on the database, and turns its failures into a sentence that says why it failed.</summary>
    /// <param name="work">The work.</param>
    /// <exception cref="StartException">The work failed.</exception>
    public static async Task<T> ExplainAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception refused) when (refused is SchemaMismatchException or InvalidOperationException or ValidationException)
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
            throw new StartException($"PostgreSQL cannot be used ({why}). Check the server and Store:ConnectionString.", refused);
        }
    }

    private async Task<IStore> OpenSqliteAsync()
    {
        try
        {
            return await SqliteStore.OpenAsync(embedded, time, logs.CreateLogger("MoCluster.Store"), end.StoreFailed);
        }
        catch (Exception refused) when (refused is SqliteInUseException or SqliteDamagedException or SqliteMaintenanceException)
        {
            throw new StartException(refused.Message, refused);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StartException(
                $"the store cannot be opened in '{embedded.Directory}' ({refused.Message}). Give it a directory that this process may write to "
                + "(Store:Directory).",
                refused);
        }
    }
}
