using Microsoft.Extensions.Logging;
using MoCluster.Stores.PostgreSql.Statements;
using Npgsql;

namespace MoCluster.Stores.PostgreSql.Connections;

/// <summary>A lane's connection: opened when needed, thrown away when anything about it is in doubt.</summary>
/// <param name="source">Where it comes from.</param>
/// <param name="logger">Where a connection that could not be put in order is logged.</param>
internal sealed class CommitSession(NpgsqlDataSource source, ILogger logger) : IAsyncDisposable
{
    private NpgsqlConnection? _connection;

    /// <summary>The connection, outside a transaction.</summary>
    public async ValueTask<NpgsqlConnection> OpenAsync() =>
        _connection ??= await source.OpenConnectionAsync(CancellationToken.None).ConfigureAwait(false);

    /// <summary>Ends whatever a failed try left: after a clean answer the transaction, else the connection.</summary>
    public async ValueTask ResetAsync(Exception? exception)
    {
        if (_connection is not { } connection)
            return;

        if (exception is null || Failure.IsClean(exception, connection))
        {
            try
            {
                await using var batch = new StatementBatch(connection);
                batch.Add(Statement.Of("Transaction/rollback"));
                await batch.RunAsync(CancellationToken.None).ConfigureAwait(false);
                return;
            }
            catch (Exception failed) when (failed is NpgsqlException or IOException or TimeoutException or InvalidOperationException)
            {
                logger.ConnectionDropped(failed);
            }
        }

        await DropAsync().ConfigureAwait(false);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => DropAsync();

    private async ValueTask DropAsync()
    {
        var connection = _connection;
        _connection = null;
        if (connection is null)
            return;
        NpgsqlConnection.ClearPool(connection);
        try
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is NpgsqlException or IOException or TimeoutException or InvalidOperationException)
        {
            logger.ConnectionDropped(failed);
        }
    }
}
