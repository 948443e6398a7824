using MoCluster.Grains.Storage;
using MoCluster.Stores.PostgreSql.Commits;
using MoCluster.Stores.PostgreSql.Statements;
using Npgsql;

namespace MoCluster.Stores.PostgreSql.Connections;

/// <summary>
/// Runs reads on pooled connections: so many at once and no more, each in one round trip, tried again when a connection was lost.
/// </summary>
/// <param name="services">Connections, limits and log.</param>
internal sealed class ReadSession(CommitServices services) : IDisposable
{
    private readonly SemaphoreSlim _places = new(services.Options.Readers);

    /// <summary>Runs one statement.</summary>
    /// <param name="statement">Makes it: a try that failed is made anew.</param>
    /// <param name="row">Makes an item of a row.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="StoreUnavailableException">The server stayed out of reach.</exception>
    public ValueTask<List<T>> ListAsync<T>(
        Func<NpgsqlBatchCommand> statement, Func<NpgsqlDataReader, T> row, CancellationToken cancellation) =>
        RunAsync(
            batch =>
            {
                var items = new List<T>();
                batch.Add(statement(), reader => items.Add(row(reader)));
                return items;
            },
            cancellation);

    /// <summary>Runs statements in one flush.</summary>
    /// <param name="fill">Adds them, and answers what their rows will have filled.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="StoreUnavailableException">The server stayed out of reach.</exception>
    public async ValueTask<T> RunAsync<T>(Func<StatementBatch, T> fill, CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var backOff = new BackOff(services.Options, services.Time);
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
                    services.Logger.ReadRetried(exception, pause, backOff.Tries);
                    await Task.Delay(pause, services.Time, cancellation).ConfigureAwait(false);
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
        await using var connection = await services.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await using var batch = new StatementBatch(connection);
        var answer = fill(batch);
        await batch.RunAsync(cancellation).ConfigureAwait(false);
        return answer;
    }
}
