using Npgsql;

namespace MoCluster.Benchmarks.PostgreSql;

/// <summary>Base of the queues in plain SQL: a pool of connections with prepared statements, and durable commits.</summary>
internal abstract class SqlQueue : IQueue
{
    private readonly NpgsqlDataSource _source;
    private readonly string _schema;

    protected SqlQueue(string connectionString, string schema)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = schema, MaxAutoPrepare = 20, AutoPrepareMinUsages = 1, NoResetOnClose = true };
        _source = NpgsqlDataSource.Create(settings);
        _schema = schema;
    }

    public abstract int Batch { get; }

    public abstract int Callers { get; }

    public abstract Task PublishAsync(int count);

    public abstract Task<int> TakeAsync(int limit);

    public abstract Task TrimAsync();

    /// <summary>Drops the schema of the queue.</summary>
    public Task DropAsync() => ExecuteAsync($"DROP SCHEMA {_schema} CASCADE");

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    protected async Task ExecuteAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    protected ValueTask<NpgsqlConnection> OpenAsync() => _source.OpenConnectionAsync();

    protected static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };

    protected static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        return await command.ExecuteNonQueryAsync();
    }

    protected static async Task<List<T>> ReadAsync<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> row, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(row(reader));
        return rows;
    }
}
