using MoCluster.Stores.Sqlite.Connections;

namespace MoCluster.Stores.Sqlite.Opening;

/// <summary>
/// Tells a backup that was copied into a store's directory from the store's own database. SQLite writes a backup without a WAL, and its header says so; the store
/// gives its database a WAL before the first row.
/// </summary>
/// <remarks>
/// SQLite applies a WAL to whatever database it stands beside. One that was left by the former database would damage the backup, so the header is read without
/// SQLite. That must happen before the process opens the database: closing a file releases all locks that the process has on it.
/// </remarks>
internal static class RestoredFile
{
    private const int WriteVersionPlace = 18;
    private const byte WithoutWal = 1;

    private const string Advice = "If this is a restored backup, run `./mo restored` first.";

    /// <summary>The files that SQLite keeps beside a database with a WAL.</summary>
    public static IReadOnlyList<string> Companions(string path) => [$"{path}-wal", $"{path}-shm"];

    /// <summary>Whether there is something in the WAL beside a database.</summary>
    public static bool HasWal(string path) => new FileInfo(Companions(path)[0]) is { Exists: true, Length: > 0 };

    /// <summary>Whether the WAL beside a database is that of another one.</summary>
    public static bool HasForeignWal(string path) => HasWal(path) && IsWithoutWal(path);

    /// <summary>Refuses a database beside which the WAL of another one was left.</summary>
    /// <exception cref="SqliteMaintenanceException">It was.</exception>
    public static void CheckWal(string path)
    {
        if (HasForeignWal(path))
        {
            throw new SqliteMaintenanceException(
                $"'{path}' was put beside the WAL of another database ('{path}-wal'). Nothing was changed. {Advice} It deletes that WAL.");
        }
    }

    /// <summary>Refuses a backup whose restore is not ended: tokens from before would settle events that nobody has seen.</summary>
    /// <exception cref="SqliteMaintenanceException">It is one.</exception>
    public static void CheckDeclared(SqliteConnection connection)
    {
        using var mode = connection.Once("PRAGMA journal_mode");
        if (mode.All(row => row.Text(0)) is not ["wal"] && connection.Number("PRAGMA user_version") > 0)
        {
            throw new SqliteMaintenanceException(
                $"'{connection.Path}' is a backup, and no store has written to it yet. Nothing was changed. {Advice}");
        }
    }

    private static bool IsWithoutWal(string path)
    {
        if (!File.Exists(path))
            return false;
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> version = stackalloc byte[1];
        return RandomAccess.Read(file, version, WriteVersionPlace) == 1 && version[0] == WithoutWal;
    }
}
