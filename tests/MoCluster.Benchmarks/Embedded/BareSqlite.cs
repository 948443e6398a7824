using SQLitePCL;

namespace MoCluster.Benchmarks.Embedded;

/// <summary>SQLite without a store, as its peer: one prepared statement inserts a row in a transaction, as durable as the store's.</summary>
internal sealed class BareSqlite : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("mocluster-bench-").FullName;
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _begin;
    private readonly sqlite3_stmt _insert;
    private readonly sqlite3_stmt _commit;

    public BareSqlite()
    {
        Batteries_V2.Init();
        Check(raw.sqlite3_open(Path.Combine(_directory, "bare.db"), out _database));
        Check(raw.sqlite3_exec(_database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE row (id INTEGER PRIMARY KEY, bytes BLOB)"));
        Check(raw.sqlite3_prepare_v2(_database, "BEGIN IMMEDIATE", out _begin));
        Check(raw.sqlite3_prepare_v2(_database, "INSERT INTO row (bytes) VALUES (?1)", out _insert));
        Check(raw.sqlite3_prepare_v2(_database, "COMMIT", out _commit));
    }

    /// <summary>Inserts a row in a transaction of its own. When this returns, it is on the disk.</summary>
    public void Insert(ReadOnlySpan<byte> row)
    {
        Step(_begin);
        Check(raw.sqlite3_bind_blob(_insert, 1, row));
        Step(_insert);
        Step(_commit);
    }

    /// <summary>Copies a database that is in use.</summary>
    /// <param name="from">The database's file.</param>
    /// <param name="to">The file to make.</param>
    public static void Copy(string from, string to)
    {
        Batteries_V2.Init();
        Check(raw.sqlite3_open(from, out var database));
        using (database)
            Check(raw.sqlite3_exec(database, $"VACUUM INTO '{to}'"));
    }

    public void Dispose()
    {
        _begin.Dispose();
        _insert.Dispose();
        _commit.Dispose();
        _database.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static void Step(sqlite3_stmt statement)
    {
        var code = raw.sqlite3_step(statement);
        if (code != raw.SQLITE_DONE)
            throw new InvalidOperationException($"SQLite answered {code}.");
        Check(raw.sqlite3_reset(statement));
    }

    private static void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw new InvalidOperationException($"SQLite answered {code}.");
    }
}
