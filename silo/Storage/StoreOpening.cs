using System.ComponentModel.DataAnnotations;
using MoCluster.Grains.Storage;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Hosting;
using MoCluster.Stores.Journal;
using MoCluster.Stores.Memory;
using MoCluster.Stores.PostgreSql;
using Npgsql;

namespace MoCluster.Silo.Storage;

/// <summary>Opens the store that the settings name.</summary>
/// <param name="store">Which kind.</param>
/// <param name="journal">The journal's options.</param>
/// <param name="database">PostgreSQL's options.</param>
/// <param name="instance">Under which name this process is known in the database.</param>
/// <param name="end">Is told when the store cannot go on.</param>
/// <param name="time">The clock.</param>
/// <param name="logs">Where stores log.</param>
internal sealed class StoreOpening(
    StoreOptions store,
    JournalOptions journal,
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
        _ => await OpenJournalAsync(),
    };

    /// <summary>Does something with the database, and says in a sentence why it cannot be done.</summary>
    /// <param name="work">What.</param>
    /// <exception cref="StartException">It cannot be done.</exception>
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
            throw new StartException($"PostgreSQL cannot be used ({why}). See to the server, or to Store:ConnectionString.", refused);
        }
    }

    private async Task<IStore> OpenJournalAsync()
    {
        try
        {
            return await JournalStore.OpenAsync(journal, time, logs.CreateLogger("MoCluster.Journal"), end.StoreFailed);
        }
        catch (Exception refused) when (refused is JournalInUseException or JournalDamagedException)
        {
            throw new StartException(refused.Message, refused);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StartException(
                $"the journal cannot be opened in '{journal.Directory}' ({refused.Message}). Give it a directory that this process may write to "
                + "(Store:Directory).",
                refused);
        }
    }
}
