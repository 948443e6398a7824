using MoCluster.Stores.Sqlite.Connections;
using MoCluster.Stores.Sqlite.Files;

namespace MoCluster.Stores.Sqlite.Maintenance;

/// <summary>Writes a copy of a store's database, as of one moment, into one file. A silo may run on the store meanwhile.</summary>
public static class SqliteBackup
{
    private const string Unfinished = ".tmp";

    /// <summary>Writes a backup. It has its name only when it is whole and on the disk.</summary>
    /// <param name="options">Name the store's directory.</param>
    /// <param name="file">The file to write; it must not exist.</param>
    /// <returns>The size of the backup in bytes.</returns>
    /// <exception cref="SqliteMaintenanceException">There is no database, or the file cannot be made.</exception>
    /// <exception cref="SqliteDamagedException">SQLite cannot read the database.</exception>
    /// <exception cref="IOException">The disk refused, for example because it is full. The unfinished file is deleted.</exception>
    public static long Write(SqliteOptions options, string file)
    {
        ArgumentNullException.ThrowIfNull(options);
        var path = StoredDatabase.Find(options.Directory);
        var target = Path.GetFullPath(file);
        var unfinished = target + Unfinished;
        Claim(target, unfinished);
        try
        {
            Copy(path, unfinished);
            using (var handle = File.OpenHandle(unfinished, FileMode.Open, FileAccess.ReadWrite))
                RandomAccess.FlushToDisk(handle);
            File.Move(unfinished, target, overwrite: false);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }

        UnixDirectory.Flush(Path.GetDirectoryName(target)!);
        return new FileInfo(target).Length;
    }

    /// <summary>Makes the unfinished file, empty, so that no other backup writes it too. Only its owner may read it.</summary>
    private static void Claim(string target, string unfinished)
    {
        if (!Directory.Exists(Path.GetDirectoryName(target)))
            throw new SqliteMaintenanceException($"the directory '{Path.GetDirectoryName(target)}' does not exist. Make it first.");
        if (Path.Exists(target))
            throw new SqliteMaintenanceException($"'{target}' exists already, and a backup never replaces anything. Name another file.");
        if (File.Exists(unfinished))
        {
            throw new SqliteMaintenanceException(
                $"'{unfinished}' exists: another backup is writing it, or one was interrupted. If none runs, delete it.");
        }

        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(unfinished, create).Dispose();
    }

    private static void Copy(string path, string unfinished)
    {
        using var connection = StoredDatabase.OpenRead(path);

        // The copy counts as a write of the connection, though the database that it reads stays as it is.
        connection.Execute("PRAGMA query_only = OFF");
        using var copy = connection.Once("VACUUM INTO ?1");
        try
        {
            copy.With(unfinished).Run();
        }
        catch (SqliteException damage) when (damage.IsDamage)
        {
            throw new SqliteDamagedException(path, damage.Message, damage);
        }
    }
}
