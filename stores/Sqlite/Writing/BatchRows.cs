using MoCluster.Stores.Memory.State;
using MoCluster.Stores.Sqlite.Connections;
using MoCluster.Stores.Sqlite.Opening;
using MoCluster.Stores.Sqlite.Rows;

namespace MoCluster.Stores.Sqlite.Writing;

/// <summary>Writes the row of each batch, and deletes those whose commits need not be remembered any more.</summary>
internal sealed class BatchRows
{
    /// <summary>Old rows are deleted together, because a deletion costs as much for many as for one.</summary>
    private const int DeletedTogether = 64;

    private readonly SqliteConnection _connection;
    private readonly DatabaseContent _content;
    private readonly Queue<(long Ordinal, int Commits)> _kept;
    private long _last;
    private long _commits;
    private int _forgotten;

    /// <summary>Continues after the batches of a database.</summary>
    /// <param name="connection">The writing connection.</param>
    /// <param name="content">What the database holds.</param>
    public BatchRows(SqliteConnection connection, DatabaseContent content)
    {
        (_connection, _content, _last) = (connection, content, content.LastBatch);
        _kept = new Queue<(long Ordinal, int Commits)>(content.Batches);
        _commits = content.Batches.Sum(batch => (long)batch.Commits);
    }

    /// <summary>Writes the row of a batch.</summary>
    /// <returns>The ordinal of the batch.</returns>
    public long Write(WriteBatch batch)
    {
        var given = batch.Commits.Select(each => (each.Commit.Id, each.Given)).ToList();
        _connection.Statement("Write/put_batch")
            .With(++_last).With(given.Count).With(BatchVerdicts.Write(given, stream => _content.Streams.Find(stream)!.Value)).Seal().Run();
        _kept.Enqueue((_last, given.Count));
        _commits += given.Count;
        while (_commits - _kept.Peek().Commits >= StoreState.RememberedCommits)
        {
            _commits -= _kept.Dequeue().Commits;
            _forgotten++;
        }

        if (_forgotten >= DeletedTogether)
        {
            _connection.Statement("Write/drop_batches").With(_kept.Peek().Ordinal).Run();
            _forgotten = 0;
        }

        return _last;
    }
}
