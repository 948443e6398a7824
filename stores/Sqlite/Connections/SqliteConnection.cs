using SQLitePCL;

namespace MoCluster.Stores.Sqlite.Connections;

/// <summary>A connection to the database, with its prepared statements. One thread uses it at a time.</summary>
internal sealed class SqliteConnection : IDisposable
{
    private const int BusyMilliseconds = 10_000;

    private static readonly SqlFiles Files = new("Sqlite");

    private readonly sqlite3 _database;
    private readonly Dictionary<string, SqliteStatement> _statements = [];

#pragma warning disable CA1810 // The native library must be there before the first call, and not only before the first use of a field.
    static SqliteConnection() => Batteries_V2.Init();
#pragma warning restore CA1810

    private SqliteConnection(sqlite3 database, string path) => (_database, Path) = (database, path);

    /// <summary>The path of the database's file.</summary>
    public string Path { get; }

    /// <summary>The numbered migrations, ascending.</summary>
    public static IReadOnlyList<(int Version, string Name, string Sql)> Migrations => Files.Migrations;

    /// <summary>The names of all statements.</summary>
    public static IEnumerable<string> StatementNames => Files.Names;

    /// <summary>Opens a connection.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="vfs">The virtual file system to use; null for the system's.</param>
    /// <param name="create">Whether to make the file if it is missing; if not, the connection only reads.</param>
    /// <param name="cacheKiB">The size of the page cache in KiB.</param>
    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public static SqliteConnection Open(string path, string? vfs, bool create, int cacheKiB)
    {
        var flags = raw.SQLITE_OPEN_NOMUTEX | (create ? raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE : raw.SQLITE_OPEN_READWRITE);
        var code = raw.sqlite3_open_v2(path, out var database, flags, vfs);
        var connection = new SqliteConnection(database, path);
        try
        {
            connection.Check(code);
            connection.Check(raw.sqlite3_extended_result_codes(database, 1));
            connection.Check(raw.sqlite3_busy_timeout(database, BusyMilliseconds));

            // Nobody but the store decides when the WAL is emptied: a start that refuses a damaged file must leave it as it is.
            connection.Check(raw.sqlite3_db_config(database, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _));
            connection.Execute(
                $"PRAGMA cache_size = -{cacheKiB}; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
                + $"PRAGMA query_only = {(create ? "OFF" : "ON")};");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The statement with a name, prepared once.</summary>
    public SqliteStatement Statement(string name)
    {
        if (!_statements.TryGetValue(name, out var statement))
            _statements.Add(name, statement = new SqliteStatement(this, _database, name, Files.Get(name)));
        return statement;
    }

    /// <summary>Executes statements that return nothing.</summary>
    public void Execute(string sql)
    {
        var code = raw.sqlite3_exec(_database, sql);
        Check(code);
    }

    /// <summary>Prepares a statement that is used once; the caller disposes it.</summary>
    public SqliteStatement Once(string sql) => new(this, _database, sql, sql);

    /// <summary>The number that a statement returns in its first row.</summary>
    public long Number(string sql)
    {
        using var statement = Once(sql);
        return statement.Read() ? statement.Int64(0) : 0;
    }

    /// <summary>Reads with several statements as of one moment.</summary>
    public T InOneView<T>(Func<T> read)
    {
        Statement("Read/begin").Run();
        try
        {
            return read();
        }
        finally
        {
            Statement("Read/end").Run();
        }
    }

    /// <summary>Moves what the WAL holds into the database, as far as readers allow.</summary>
    /// <param name="truncate">Whether to wait for readers and to empty the WAL's file.</param>
    /// <returns>How many pages the WAL holds, and how many of them are in the database.</returns>
    public (int Held, int Moved) Checkpoint(bool truncate)
    {
        var mode = truncate ? raw.SQLITE_CHECKPOINT_TRUNCATE : raw.SQLITE_CHECKPOINT_PASSIVE;
        Check(raw.sqlite3_wal_checkpoint_v2(_database, null, mode, out var held, out var moved));
        return (held, moved);
    }

    /// <summary>How many pages this connection has written since it was opened.</summary>
    public int PagesWritten()
    {
        Check(raw.sqlite3_db_status(_database, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var written, out _, 0));
        return written;
    }

    /// <summary>Throws if SQLite refused a call.</summary>
    /// <exception cref="SqliteException">It did.</exception>
    public void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw Failure(code);
    }

    /// <summary>What SQLite says about a refused call.</summary>
    public SqliteException Failure(int code)
    {
        var extended = raw.sqlite3_extended_errcode(_database);
        return new SqliteException(extended == raw.SQLITE_OK ? code : extended, raw.sqlite3_errmsg(_database).utf8_to_string());
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _database.Dispose();
    }
}
