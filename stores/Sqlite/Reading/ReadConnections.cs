using System.Collections.Concurrent;
using MoCluster.Grains.Storage;
using MoCluster.Stores.Sqlite.Connections;

namespace MoCluster.Stores.Sqlite.Reading;

/// <summary>The connections that read. A read takes one for itself; if all are taken it waits.</summary>
/// <param name="open">Opens a connection.</param>
/// <param name="most">How many there are at most.</param>
internal sealed class ReadConnections(Func<SqliteConnection> open, int most) : IDisposable
{
    /// <summary>So many rows take less time than handing the read to another thread, and are mostly in the page cache.</summary>
    private const int FewRows = 4;

    private readonly SemaphoreSlim _free = new(most);
    private readonly ConcurrentStack<SqliteConnection> _idle = [];

    /// <summary>Reads: a few rows on the caller's thread, more on a thread of the pool.</summary>
    /// <param name="read">The read.</param>
    /// <param name="rows">How many rows it may read.</param>
    /// <param name="cancellation">Ends the wait for a connection.</param>
    public async ValueTask<T> ReadAsync<T>(Func<SqliteConnection, T> read, int rows, CancellationToken cancellation)
    {
        await _free.WaitAsync(cancellation).ConfigureAwait(false);
        return rows <= FewRows ? Read(read) : await Task.Run(() => Read(read), CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Waits for the reads that run, and closes the connections.</summary>
    public void Dispose()
    {
        for (var taken = 0; taken < most; taken++)
            _free.Wait();
        foreach (var connection in _idle)
            connection.Dispose();
        _free.Dispose();
    }

    private T Read<T>(Func<SqliteConnection, T> read)
    {
        try
        {
            var connection = _idle.TryPop(out var idle) ? idle : open();
            try
            {
                var answer = read(connection);
                _idle.Push(connection);
                return answer;
            }
            catch (Exception exception)
            {
                // A statement may be in the middle of its rows.
                connection.Dispose();
                if (SqliteDamagedException.Of(connection.Path, exception) is { } damage && damage != exception)
                    throw damage;
                throw;
            }
        }
        catch (SqliteException failure) when (failure.IsPassing)
        {
            throw new StoreUnavailableException($"The store could not read now: {failure.Message}", failure);
        }
        finally
        {
            _free.Release();
        }
    }
}
