using Microsoft.Extensions.Logging;
using MoCluster.Stores.PostgreSql.Statements;
using Npgsql;

namespace MoCluster.Stores.PostgreSql.Connections;

/// <summary>The database connection of a commit connection: opened when needed, closed when its state is in doubt.</summary>
/// <param name="source">Opens it.</param>
/// <param name="logger">Takes the line about a connection that could not be put in order.</param>
internal sealed class CommitSession(NpgsqlDataSource source, ILogger logger) : IAsyncDisposable
{
    private NpgsqlConnection? _connection;

    /// <summary>The connection, outside a transaction.</summary>
    public async ValueTask<NpgsqlConnection> OpenAsync() =>
        _connection ??= await source.OpenConnectionAsync(CancellationToken.None).ConfigureAwait(false);

    /// <summary>Ends what a failed try left: the transaction if the server answered in good order, else the connection.</summary>
    /// <param name="exception">Why the try failed; null if it ended without a commit.</param>
    public async ValueTask ResetAsync(Exception? exception)
    {
        if (_connection is not { } connection)
            return;

        if (exception is null || Failure.IsClean(exception, connection))
        {
            try
            {
                await using var statements = new StatementBatch(connection);
                statements.Add(Statement.Of("Transaction/rollback"));
                await statements.RunAsync(CancellationToken.None).ConfigureAwait(false);
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
