using MoCluster.Disks;
using SQLitePCL;

namespace MoCluster.Faults.Disks;

/// <summary>One connection of SQLite to a database on a <see cref="LossyDisk"/>, without the store.</summary>
internal sealed class RawDatabase : IDisposable
{
    /// <summary>The database's path on each disk.</summary>
    public const string Path = "/data/raw.db";

    private readonly sqlite3 _database;

    static RawDatabase() => Batteries_V2.Init();

    private RawDatabase(sqlite3 database) => _database = database;

    /// <summary>Opens the database, or creates it.</summary>
    /// <param name="mount">The process that opens it.</param>
    /// <param name="settings">Statements that are executed first.</param>
    /// <exception cref="SqliteFailure">SQLite refused.</exception>
    public static RawDatabase Open(DiskMount mount, string settings = "")
    {
        var code = raw.sqlite3_open_v2(Path, out var handle, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, mount.Vfs);
        var database = new RawDatabase(handle);
        try
        {
            if (code != raw.SQLITE_OK)
                throw new SqliteFailure(code, code, raw.sqlite3_errmsg(handle).utf8_to_string());
            raw.sqlite3_extended_result_codes(handle, 1);
            raw.sqlite3_busy_timeout(handle, 10_000);
            database.Execute(settings);
            return database;
        }
        catch (SqliteFailure)
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Executes statements.</summary>
    public void Execute(string sql)
    {
        var code = raw.sqlite3_exec(_database, sql);
        if (code != raw.SQLITE_OK)
            throw Failure(code);
    }

    /// <summary>Inserts a row of table t.</summary>
    public void Insert(int transaction, byte[] body)
    {
        Check(raw.sqlite3_prepare_v2(_database, "INSERT INTO t (tx, body) VALUES (?, ?)", out var statement));
        using (statement)
        {
            raw.sqlite3_bind_int(statement, 1, transaction);
            raw.sqlite3_bind_blob(statement, 2, body);
            if (raw.sqlite3_step(statement) is not raw.SQLITE_DONE and var code)
                throw Failure(code);
        }
    }

    /// <summary>All rows of a query, their columns as text.</summary>
    public List<string[]> Query(string sql)
    {
        var rows = new List<string[]>();
        Check(raw.sqlite3_prepare_v2(_database, sql, out var statement));
        using (statement)
        {
            int code;
            while ((code = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
            {
                rows.Add([.. Enumerable.Range(0, raw.sqlite3_column_count(statement))
                    .Select(column => raw.sqlite3_column_text(statement, column).utf8_to_string() ?? "")]);
            }

            if (code != raw.SQLITE_DONE)
                throw Failure(code);
        }

        return rows;
    }

    /// <summary>The one value of a query.</summary>
    public string Value(string sql) => Query(sql)[0][0];

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw Failure(code);
    }

    private SqliteFailure Failure(int code) =>
        new(code, raw.sqlite3_extended_errcode(_database), raw.sqlite3_errmsg(_database).utf8_to_string());
}
