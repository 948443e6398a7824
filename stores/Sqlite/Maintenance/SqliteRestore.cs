using MoCluster.Stores.Sqlite.Connections;
using MoCluster.Stores.Sqlite.Files;
using MoCluster.Stores.Sqlite.Opening;

namespace MoCluster.Stores.Sqlite.Maintenance;

/// <summary>Ends a restore: gives the data that was copied into a store's directory a new incarnation.</summary>
public static class SqliteRestore
{
    /// <summary>Ends a restore. Tokens and cursors from before settle nothing from now on.</summary>
    /// <param name="options">Name the store's directory.</param>
    /// <exception cref="SqliteMaintenanceException">There is no database in it.</exception>
    /// <exception cref="SqliteInUseException">A process has the directory.</exception>
    /// <exception cref="SqliteDamagedException">Something in the database is not as it was written.</exception>
    public static RestoredData End(SqliteOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var path = StoredDatabase.Find(options.Directory);
        using var holder = new DatabaseFiles().Lock(Path.Combine(options.Directory, SqliteOpening.LockName));
        var droppedWal = DropForeignWal(path);
        try
        {
            var (incarnation, batches) = Renew(path, options);
            Confirm(Path.Combine(options.Directory, ConfirmedOrdinal.FileName), incarnation, batches);
            UnixDirectory.Flush(Path.GetDirectoryName(path)!);
            return new RestoredData(incarnation, batches, droppedWal);
        }
        catch (SqliteException damage) when (damage.IsDamage)
        {
            throw new SqliteDamagedException(path, damage.Message, damage);
        }
    }

    /// <summary>Deletes the WAL that the former database left. Without its database nobody can use it.</summary>
    private static bool DropForeignWal(string path)
    {
        if (!RestoredFile.HasForeignWal(path))
            return false;
        foreach (var companion in RestoredFile.Companions(path))
            File.Delete(companion);
        return true;
    }

    private static (Guid Incarnation, long Batches) Renew(string path, SqliteOptions options)
    {
        var hasWal = RestoredFile.HasWal(path);
        using var connection = SqliteConnection.Open(path, vfs: null, create: true, options.CacheKiB);
        if (hasWal)
            CheckStructure(connection);
        if (SqliteSchema.IsNew(connection))
            throw new SqliteMaintenanceException($"'{path}' is empty. Copy the backup to it first.");
        SqliteOpening.PrepareToWrite(connection, options);
        SqliteSchema.Migrate(connection);
        var former = connection.Statement("Load/incarnation").All(row => row.Uuid(0))[0];
        var content = new ContentReader(connection).Read(former);

        var incarnation = Guid.NewGuid();
        connection.Statement("Write/begin").Run();
        connection.Statement("Write/incarnation").With(incarnation).Run();
        connection.Statement("Write/commit").Run();

        // This also flushes what the copy of the backup left in the system's memory.
        connection.Checkpoint(truncate: true);
        return (incarnation, content.LastBatch);
    }

    /// <summary>A WAL that belongs to another database makes nonsense of this one, and its header does not always tell.</summary>
    private static void CheckStructure(SqliteConnection connection)
    {
        using var check = connection.Once("PRAGMA quick_check(1)");
        if (check.All(row => row.Text(0)) is [var problem, ..] && problem != "ok")
        {
            throw new SqliteDamagedException(
                connection.Path, $"{problem}. If '{connection.Path}-wal' was left by another database, copy the backup again and delete that file");
        }
    }

    private static void Confirm(string path, Guid incarnation, long batches)
    {
        using (var confirmed = new ConfirmedOrdinal(new DatabaseFiles().Open(path)))
            confirmed.Write(incarnation, batches);
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }
}
