using Npgsql;

namespace MoCluster.Stores.PostgreSql.Statements;

/// <summary>Statements that travel to the server in one flush, with a handler for the rows of each.</summary>
/// <param name="connection">The connection that sends them.</param>
internal sealed class StatementBatch(NpgsqlConnection connection) : IAsyncDisposable
{
    private readonly NpgsqlBatch _batch = new(connection);
    private readonly List<Action<NpgsqlDataReader>> _handlers = [];

    /// <summary>Adds a statement that returns no rows.</summary>
    public void Add(NpgsqlBatchCommand statement) => _batch.BatchCommands.Add(statement);

    /// <summary>Adds a statement that returns rows.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="row">Called for each row.</param>
    public void Add(NpgsqlBatchCommand statement, Action<NpgsqlDataReader> row)
    {
        _batch.BatchCommands.Add(statement);
        _handlers.Add(row);
    }

    /// <summary>Sends all statements, and calls the handlers with the rows.</summary>
    /// <param name="cancellation">Ends the call.</param>
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

        // A statement after the last rows may have failed, above all the commit.
        while (await reader.NextResultAsync(cancellation).ConfigureAwait(false))
        {
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _batch.DisposeAsync();
}
