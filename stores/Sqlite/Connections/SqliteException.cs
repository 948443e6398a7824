namespace MoCluster.Stores.Sqlite.Connections;

/// <summary>SQLite refused a call.</summary>
public sealed class SqliteException : IOException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="code">SQLite's extended result code.</param>
    /// <param name="message">What SQLite says.</param>
    public SqliteException(int code, string message)
        : base($"{message} (SQLite error {code}).") => Code = code;

    /// <summary>SQLite's extended result code, for example 13 for a full disk.</summary>
    public int Code { get; }

    /// <summary>Whether the file is not as SQLite wrote it (SQLITE_CORRUPT, SQLITE_NOTADB).</summary>
    public bool IsDamage => (Code & 0xFF) is 11 or 26;

    /// <summary>
    /// Whether the disk or the memory failed, so that the same call may succeed later (SQLITE_BUSY, SQLITE_NOMEM, SQLITE_IOERR, SQLITE_FULL,
    /// SQLITE_CANTOPEN).
    /// </summary>
    public bool IsPassing => (Code & 0xFF) is 5 or 7 or 10 or 13 or 14;
}
