using Npgsql;

namespace MoCluster.Stores.PostgreSql.Statements;

/// <summary>Statements that travel in one flush, each with what is done with its rows.</summary>
/// <param name="connection">The connection.</param>
internal sealed class StatementBatch(NpgsqlConnection connection) : IAsyncDisposable
{
    private readonly NpgsqlBatch _batch = new(connection);
    private readonly List<Action<NpgsqlDataReader>> _handlers = [];

    /// <summary>Adds a statement that answers nothing.</summary>
    public void Add(NpgsqlBatchCommand statement) => _batch.BatchCommands.Add(statement);

    /// <summary>Adds a statement that answers rows.</summary>
    /// <param name="statement">It.</param>
    /// <param name="row">Called for each row.</param>
    public void Add(NpgsqlBatchCommand statement, Action<NpgsqlDataReader> row)
    {
        _batch.BatchCommands.Add(statement);
        _handlers.Add(row);
    }

    /// <summary>Sends all, and hands out every row.</summary>
    /// <param name="cancellation">Ends it.</param>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await using var reader = await _batch.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        for (var i = 0; i < _handlers.Count; i++)
        {
            if (i > 0 && !await reader.NextResultAsync(cancellation).ConfigureAwait(false))
                throw new InvalidOperationException($"The server answered {i} of {_handlers.Count} queries of a batch.");
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                _handlers[i](reader);
        }

        // What comes after the last rows may have failed, the commit above all.
        while (await reader.NextResultAsync(cancellation).ConfigureAwait(false))
        {
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _batch.DisposeAsync();
}
