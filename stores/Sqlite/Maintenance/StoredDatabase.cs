using MoCluster.Stores.Sqlite.Connections;
using MoCluster.Stores.Sqlite.Opening;

namespace MoCluster.Stores.Sqlite.Maintenance;

/// <summary>Finds and opens a database that somebody maintains. A silo may run on it.</summary>
internal static class StoredDatabase
{
    private const int CacheKiB = 65_536;

    /// <summary>The path of a directory's database.</summary>
    /// <exception cref="SqliteMaintenanceException">There is none.</exception>
    public static string Find(string directory)
    {
        var path = Path.GetFullPath(Path.Combine(directory, SqliteOpening.FileName));
        return File.Exists(path)
            ? path
            : throw new SqliteMaintenanceException($"there is no database in '{Path.GetDirectoryName(path)}' ({SqliteOpening.FileName} is missing). Name its directory with Store:Directory.");
    }

    /// <summary>Opens a database to read it.</summary>
    /// <exception cref="SqliteMaintenanceException">It is no database of MoCluster, or of another version.</exception>
    /// <exception cref="SqliteDamagedException">SQLite cannot read it.</exception>
    public static SqliteConnection OpenRead(string path)
    {
        RestoredFile.CheckWal(path);
        SqliteConnection? connection = null;
        try
        {
            connection = SqliteConnection.Open(path, vfs: null, create: false, CacheKiB);
            var version = connection.Number("PRAGMA user_version");
            return version == SqliteSchema.Version
                ? connection
                : throw new SqliteMaintenanceException(version == 0
                    ? $"'{path}' is not a database of MoCluster."
                    : $"the schema of '{path}' is at version {version}, but this build's is {SqliteSchema.Version}. Use the build that wrote it.");
        }
        catch (Exception exception)
        {
            connection?.Dispose();
            if (exception is SqliteException { IsDamage: true } damage)
                throw new SqliteDamagedException(path, damage.Message, damage);
            throw;
        }
    }
}
