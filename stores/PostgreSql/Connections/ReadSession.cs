using MoCluster.Grains.Storage;
using MoCluster.Stores.PostgreSql.Statements;
using Npgsql;

namespace MoCluster.Stores.PostgreSql.Connections;

/// <summary>
/// Runs reads on pooled connections: at most <see cref="PostgreSqlOptions.Readers"/> at once, each in one round trip, and again when a connection
/// was lost.
/// </summary>
/// <param name="server">How the server is reached.</param>
internal sealed class ReadSession(ServerAccess server) : IDisposable
{
    private readonly SemaphoreSlim _places = new(server.Options.Readers);

    /// <summary>Runs one statement.</summary>
    /// <param name="statement">Makes the statement, once for each try.</param>
    /// <param name="row">Makes an item of a row.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <exception cref="StoreUnavailableException">The server stayed out of reach.</exception>
    public ValueTask<List<T>> ListAsync<T>(
        Func<NpgsqlBatchCommand> statement, Func<NpgsqlDataReader, T> row, CancellationToken cancellation) =>
        RunAsync(
            statements =>
            {
                var items = new List<T>();
                statements.Add(statement(), reader => items.Add(row(reader)));
                return items;
            },
            cancellation);

    /// <summary>Runs statements in one flush.</summary>
    /// <param name="fill">Adds the statements, and answers the object that their rows will fill.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <exception cref="StoreUnavailableException">The server stayed out of reach.</exception>
    public async ValueTask<T> RunAsync<T>(Func<StatementBatch, T> fill, CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var backOff = new BackOff(server.Options, server.Time);
            while (true)
            {
                try
                {
                    return await TryAsync(fill, cancellation).ConfigureAwait(false);
                }
                catch (Exception exception) when (Failure.IsOutage(exception) && !cancellation.IsCancellationRequested)
                {
                    if (backOff.IsOver)
                        throw new StoreUnavailableException(
                            $"PostgreSQL cannot be read ({Failure.Told(exception)}). Try again later.", exception);
                    var pause = backOff.Next();
                    server.Logger.ReadRetried(exception, pause, backOff.Tries);
                    await Task.Delay(pause, server.Time, cancellation).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _places.Dispose();

    private async Task<T> TryAsync<T>(Func<StatementBatch, T> fill, CancellationToken cancellation)
    {
        await using var connection = await server.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await using var statements = new StatementBatch(connection);
        var answer = fill(statements);
        await statements.RunAsync(cancellation).ConfigureAwait(false);
        return answer;
    }
}
