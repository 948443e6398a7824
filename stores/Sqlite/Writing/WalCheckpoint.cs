using Microsoft.Extensions.Logging;
using MoCluster.Stores.Sqlite.Connections;

namespace MoCluster.Stores.Sqlite.Writing;

/// <summary>
/// Moves what the WAL holds into the database. Another connection does most of it while commits go on; the writer's connection moves the small rest between two
/// batches, so that the WAL begins anew with the next one. A commit never waits for more than that rest.
/// </summary>
/// <remarks>
/// SQLite flushes the database only in a checkpoint that reaches the end of the WAL, which the other connection seldom does while commits go on. Without a flush
/// of its own beside, all that it wrote would be flushed by the writer.
/// </remarks>
/// <param name="writer">The writing connection.</param>
/// <param name="open">Opens the other connection; null if the writer's connection is to do all.</param>
/// <param name="flush">Flushes the database's file beside SQLite; null if the file is not one of the system's.</param>
/// <param name="pages">From how many pages in the WAL on.</param>
/// <param name="logger">The log.</param>
internal sealed class WalCheckpoint(SqliteConnection writer, Func<SqliteConnection>? open, Action? flush, int pages, ILogger logger) : IDisposable
{
    /// <summary>A rest of so many pages is small enough for the writer.</summary>
    private const int SmallRest = 256;

    /// <summary>How often the other connection goes after what was written meanwhile.</summary>
    private const int MaxPasses = 8;

    private SqliteConnection? _other;
    private Task? _moving;
    private long _begin;

    /// <summary>Called by the writer's thread after each batch.</summary>
    /// <param name="written">How many pages the writing connection wrote since it was opened.</param>
    public void AfterBatch(long written)
    {
        if (_moving is { IsCompleted: false })
            return;
        if (_moving is null && written - _begin < pages)
            return;
        if (_moving is null && open is not null)
        {
            _moving = Task.Run(Move);
            return;
        }

        _moving = null;
        var (all, moved) = writer.Checkpoint(truncate: false);

        // If a reader still needs the WAL, it grows, and the next attempt comes after some more pages.
        _begin = all == moved ? written : written - (pages * 3 / 4);
    }

    /// <summary>Waits for the other connection, and empties the WAL.</summary>
    public void Dispose()
    {
        _moving?.Wait();
        _other?.Dispose();
        writer.Checkpoint(truncate: true);
    }

    private void Move()
    {
        try
        {
            _other ??= open!();
            var before = 0;
            for (var pass = 0; pass < MaxPasses; pass++)
            {
                var (held, moved) = _other.Checkpoint(truncate: false);
                if (held - before < SmallRest || moved < held)
                    break;
                flush?.Invoke();
                before = held;
            }
        }
        catch (IOException exception)
        {
            SqliteLog.CheckpointFailed(logger, writer.Path, exception);
        }
    }
}
