using System.Buffers;
using System.Text;
using SQLitePCL;

namespace MoCluster.Stores.Sqlite.Connections;

/// <summary>
/// A prepared statement. Values are bound in their order by <see cref="With(long)"/> and its like; then <see cref="Run"/> or <see cref="Read"/> executes it.
/// </summary>
/// <remarks>
/// A row's seal is a checksum over the values of its other columns, in their order: <see cref="Seal"/> binds it behind the values that were bound, and
/// <see cref="CheckSeal"/> compares it. The types of the values are part of it.
/// </remarks>
internal sealed class SqliteStatement : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly sqlite3_stmt _statement;
    private RowSeal _seal;
    private int _bound;

    /// <summary>Prepares a statement.</summary>
    public SqliteStatement(SqliteConnection connection, sqlite3 database, string name, string sql)
    {
        (_connection, Name) = (connection, name);
        connection.Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    /// <summary>The statement's name.</summary>
    public string Name { get; }

    /// <summary>How many columns a row has.</summary>
    public int Columns => raw.sqlite3_column_count(_statement);

    /// <summary>Binds a number.</summary>
    public SqliteStatement With(long value)
    {
        _seal.Add(value);
        _connection.Check(raw.sqlite3_bind_int64(_statement, ++_bound, value));
        return this;
    }

    /// <summary>Binds a number, or null.</summary>
    public SqliteStatement With(long? value) => value is { } number ? With(number) : WithNull();

    /// <summary>Binds whether something is so, as 1 or 0.</summary>
    public SqliteStatement With(bool value) => With(value ? 1L : 0L);

    /// <summary>Binds an instant, in ticks.</summary>
    public SqliteStatement With(DateTimeOffset value) => With(value.UtcTicks);

    /// <summary>Binds a uuid.</summary>
    public SqliteStatement With(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return With(bytes);
    }

    /// <summary>Binds a text, or null.</summary>
    public SqliteStatement With(string? value)
    {
        if (value is null)
            return WithNull();
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        var rented = most > 512 ? ArrayPool<byte>.Shared.Rent(most) : null;
        try
        {
            var buffer = rented ?? stackalloc byte[512];
            ReadOnlySpan<byte> bytes = buffer[..Encoding.UTF8.GetBytes(value, buffer)];
            _seal.AddText(bytes);
            _connection.Check(raw.sqlite3_bind_text(_statement, ++_bound, bytes));
            return this;
        }
        finally
        {
            if (rented is not null)
                ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Binds bytes.</summary>
    public SqliteStatement With(ReadOnlySpan<byte> value)
    {
        _seal.AddBytes(value);
        _connection.Check(
            value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, ++_bound, 0) : raw.sqlite3_bind_blob(_statement, ++_bound, value));
        return this;
    }

    /// <summary>Binds the seal of the values that were bound.</summary>
    public SqliteStatement Seal()
    {
        var seal = _seal.Value;
        return With(seal);
    }

    /// <summary>Executes the statement to its end.</summary>
    /// <exception cref="SqliteException">SQLite refused.</exception>
    public void Run()
    {
        while (Read())
        {
        }
    }

    /// <summary>Goes to the next row. At the end, the statement can be executed again.</summary>
    /// <returns>False if there are no further rows.</returns>
    /// <exception cref="SqliteException">SQLite refused.</exception>
    public bool Read()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW)
            return true;
        var failure = code == raw.SQLITE_DONE ? null : _connection.Failure(code);
        Reset();
        return failure is null ? false : throw failure;
    }

    /// <summary>Reads the first row.</summary>
    /// <returns>What was read; the default if there is no row.</returns>
    public T? First<T>(Func<SqliteStatement, T> read)
    {
        try
        {
            return Read() ? read(this) : default;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Reads all rows.</summary>
    public List<T> All<T>(Func<SqliteStatement, T> read)
    {
        var rows = new List<T>();
        try
        {
            while (Read())
                rows.Add(read(this));
        }
        catch
        {
            Reset();
            throw;
        }

        return rows;
    }

    /// <summary>Ends the execution before the last row.</summary>
    public void Reset()
    {
        _ = raw.sqlite3_reset(_statement);
        (_bound, _seal) = (0, default);
    }

    /// <summary>The number in a column, from 0.</summary>
    public long Int64(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>The number in a column, which fits into 32 bits.</summary>
    public int Int32(int column) => checked((int)Int64(column));

    /// <summary>Whether a column holds 1.</summary>
    public bool Flag(int column) => Int64(column) != 0;

    /// <summary>The instant in a column.</summary>
    public DateTimeOffset Instant(int column) => new(Int64(column), TimeSpan.Zero);

    /// <summary>The text in a column.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string()
        ?? throw new InvalidDataException($"column {ColumnName(column)} of a row that {Name} reads ({Describe()}) is null");

    /// <summary>The uuid in a column.</summary>
    public Guid Uuid(int column) => new(Bytes(column), bigEndian: true);

    /// <summary>The bytes in a column; they are valid until the next row.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);

    /// <summary>Whether a column holds null.</summary>
    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    /// <summary>Checks the seal of a row: it stands in a column, and those before it are the values.</summary>
    /// <exception cref="SqliteDamagedException">The row is not as it was written.</exception>
    public void CheckSeal(int column)
    {
        if (!SealHolds(column))
            throw Damage("is not as it was written");
    }

    /// <summary>What is wrong with the current row.</summary>
    /// <param name="problem">The rest of a sentence about the row.</param>
    public SqliteDamagedException Damage(string problem) => new(_connection.Path, $"a row that {Name} reads ({Describe()}) {problem}");

    /// <summary>Whether a row's seal, which stands in a column, is that of the values before it.</summary>
    public bool SealHolds(int column)
    {
        var seal = default(RowSeal);
        for (var i = 0; i < column; i++)
            AddColumn(ref seal, i);
        return seal.Value == Int64(column);
    }

    /// <summary>The first columns of the row, by which somebody finds it.</summary>
    public string Describe() => string.Join(", ", Enumerable.Range(0, Math.Min(3, Columns)).Select(column => $"{ColumnName(column)} {Value(column)}"));

    /// <summary>The name of a column.</summary>
    public string ColumnName(int column) => raw.sqlite3_column_name(_statement, column).utf8_to_string();

    /// <inheritdoc />
    public void Dispose() => _statement.Dispose();

    private SqliteStatement WithNull()
    {
        _seal.AddNull();
        _connection.Check(raw.sqlite3_bind_null(_statement, ++_bound));
        return this;
    }

    private void AddColumn(ref RowSeal seal, int column)
    {
        switch (raw.sqlite3_column_type(_statement, column))
        {
            case raw.SQLITE_INTEGER:
                seal.Add(Int64(column));
                break;
            case raw.SQLITE_TEXT:
                // The bytes of a text column are its text in UTF-8, without another copy.
                seal.AddText(raw.sqlite3_column_blob(_statement, column));
                break;
            case raw.SQLITE_BLOB:
                seal.AddBytes(Bytes(column));
                break;
            default:
                seal.AddNull();
                break;
        }
    }

    private string Value(int column) => raw.sqlite3_column_type(_statement, column) switch
    {
        raw.SQLITE_INTEGER => $"{Int64(column)}",
        raw.SQLITE_TEXT => $"'{Text(column)}'",
        raw.SQLITE_BLOB when Bytes(column).Length == 16 => $"{Uuid(column):D}",
        _ => "?",
    };
}
