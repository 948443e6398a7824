using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Stores.Sqlite.Connections;
using MoCluster.Stores.Sqlite.Reading;
using MoCluster.Stores.Sqlite.Writing;

namespace MoCluster.Stores.Sqlite.GrainStates;

/// <summary>
/// The small states that Orleans keeps of grains, in the store's own file. A write shares the next transaction with the commits that wait, and returns when that is on
/// the disk.
/// </summary>
public sealed class SqliteGrainStates
{
    private readonly SqliteConnection _writing;
    private readonly SqliteWriter _writer;
    private readonly ReadConnections _readers;

    /// <summary>Makes the port of an open store.</summary>
    /// <param name="writing">The writing connection, which only the writer's thread uses.</param>
    /// <param name="writer">The writer.</param>
    /// <param name="readers">The reading connections.</param>
    internal SqliteGrainStates(SqliteConnection writing, SqliteWriter writer, ReadConnections readers) =>
        (_writing, _writer, _readers) = (writing, writer, readers);

    /// <summary>Reads a state.</summary>
    /// <param name="name">The state's name.</param>
    /// <param name="grain">The grain's id.</param>
    /// <param name="cancellation">Cancels the read.</param>
    /// <returns>The state; null if none was ever written.</returns>
    /// <exception cref="SqliteDamagedException">It is not as it was written.</exception>
    public ValueTask<StoredGrainState?> ReadAsync(string name, string grain, CancellationToken cancellation) =>
        _readers.ReadAsync(connection => GrainStateRows.Read(connection, name, grain), 1, cancellation);

    /// <summary>Writes a state, if nobody else has written it meanwhile.</summary>
    /// <param name="name">The state's name.</param>
    /// <param name="grain">The grain's id.</param>
    /// <param name="expected">The tag that was read or written last; null if there was no state.</param>
    /// <param name="state">The state's bytes; null clears it.</param>
    /// <returns>Whether it was written, and the tag that is stored now; null if there is none.</returns>
    /// <exception cref="StoreUnavailableException">Nothing was written: the queue is full, or the store is closed or failed.</exception>
    /// <exception cref="CommitOutcomeUnknownException">The store failed while it wrote.</exception>
    /// <exception cref="SqliteDamagedException">The stored state is not as it was written; nothing was changed.</exception>
    public async ValueTask<(bool Written, long? Tag)> WriteAsync(string name, string grain, long? expected, ReadOnlyMemory<byte>? state)
    {
        var work = new GrainStateWork(_writing, (name, grain), expected, state);
        _writer.Enqueue(work);
        return await work.Answer.ConfigureAwait(false);
    }
}
