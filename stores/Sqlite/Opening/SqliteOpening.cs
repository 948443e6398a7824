using Microsoft.Extensions.Logging;
using MoCluster.Stores.Sqlite.Connections;
using MoCluster.Stores.Sqlite.Files;

namespace MoCluster.Stores.Sqlite.Opening;

/// <summary>Opens a database: takes its directory, brings its schema up to date, and checks that nothing that was confirmed is missing.</summary>
internal static class SqliteOpening
{
    /// <summary>The name of the database's file.</summary>
    public const string FileName = "mocluster.db";

    /// <summary>The name of the directory's lock.</summary>
    public const string LockName = "lock";

    /// <summary>Opens the database of a directory, which is made if it is missing.</summary>
    /// <exception cref="SqliteInUseException">Another process has the directory.</exception>
    /// <exception cref="SqliteDamagedException">Something is not as it was written; nothing was changed.</exception>
    /// <exception cref="SqliteMaintenanceException">The database is a backup whose restore is not ended; nothing was changed.</exception>
    public static OpenDatabase Open(SqliteOptions options, IDatabaseFiles files, ILogger logger)
    {
        files.CreateDirectory(options.Directory);
        var holder = files.Lock(Path.Combine(options.Directory, LockName));
        try
        {
            return Open(options, files, logger, holder);
        }
        catch
        {
            holder.Dispose();
            throw;
        }
    }

    /// <summary>Sets a connection up for writing: a commit returns when it is on the disk.</summary>
    public static void PrepareToWrite(SqliteConnection connection, SqliteOptions options) => connection.Execute(
        $"PRAGMA journal_mode = WAL; PRAGMA synchronous = {options.Synchronous}; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;"
        + "PRAGMA wal_autocheckpoint = 0;");

    private static OpenDatabase Open(SqliteOptions options, IDatabaseFiles files, ILogger logger, IDisposable holder)
    {
        var path = Path.Combine(options.Directory, FileName);
        SqliteConnection? connection = null;
        ConfirmedOrdinal? confirmed = null;
        try
        {
            RestoredFile.CheckWal(path);
            connection = SqliteConnection.Open(path, files.Vfs, create: true, options.CacheKiB);
            SqliteSchema.Check(connection);
            RestoredFile.CheckDeclared(connection);
            PrepareToWrite(connection, options);
            confirmed = new ConfirmedOrdinal(files.Open(Path.Combine(options.Directory, ConfirmedOrdinal.FileName)));
            var mark = confirmed.Read();
            if (mark is { } former && SqliteSchema.IsNew(connection))
                throw new SqliteDamagedException(path, $"it is empty, but batch {former.Ordinal} was confirmed");
            foreach (var migration in SqliteSchema.Migrate(connection))
                SqliteLog.Migrated(logger, migration);
            var incarnation = connection.Statement("Load/incarnation").All(row => row.Uuid(0))[0];
            var content = new ContentReader(connection).Read(incarnation);
            if (mark is { } last && ConfirmedOrdinal.Contradiction(last, incarnation, content.LastBatch) is { } contradiction)
                throw new SqliteDamagedException(path, $"{contradiction}. If this is a restored backup, run `./mo restored` first");
            SqliteLog.Opened(logger, path, incarnation, content.LastBatch, content.State.Streams.Count, content.State.Listeners.Count);
            return new OpenDatabase(connection, confirmed, content, holder);
        }
        catch (Exception exception)
        {
            confirmed?.Dispose();
            connection?.Dispose();
            if (SqliteDamagedException.Of(path, exception) is { } damage && damage != exception)
                throw damage;
            throw;
        }
    }
}
