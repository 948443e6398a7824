using MoCluster.Stores.Sqlite.Connections;
using MoCluster.Stores.Sqlite.Writing;

namespace MoCluster.Stores.Sqlite.GrainStates;

/// <summary>
/// The write of a grain's state. It is compared and written at once, in the transaction of its batch, so that the next write of the batch finds it.
/// </summary>
/// <param name="connection">The writing connection.</param>
/// <param name="key">The state's name, and the grain's id.</param>
/// <param name="expected">The tag that must be stored; null if there must be no state.</param>
/// <param name="state">The state's bytes; null clears it.</param>
internal sealed class GrainStateWork(
    SqliteConnection connection, (string Name, string Grain) key, long? expected, ReadOnlyMemory<byte>? state) : StoreWork
{
    private readonly TaskCompletionSource<(bool Written, long? Tag)> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (bool Written, long? Tag) _result;
    private SqliteDamagedException? _damage;

    /// <inheritdoc />
    public override int Size => 0;

    /// <summary>Completes when it is on the disk.</summary>
    public Task<(bool Written, long? Tag)> Answer => _answer.Task;

    /// <inheritdoc />
    public override void Decide(WriteBatch batch)
    {
        try
        {
            var found = GrainStateRows.Read(connection, key.Name, key.Grain)?.Tag;
            _result = (found == expected, found);
        }
        catch (SqliteDamagedException damage)
        {
            // The others of the batch have nothing to do with this row.
            _damage = damage;
        }

        if (!_result.Written)
            return;
        var tag = (expected ?? 0) + 1;
        GrainStateRows.Write(connection, key.Name, key.Grain, new StoredGrainState(tag, state));
        batch.NoteWritten();
        _result = (true, tag);
    }

    /// <inheritdoc />
    public override void Complete()
    {
        if (_damage is not null)
            _answer.SetException(_damage);
        else
            _answer.SetResult(_result);
    }

    /// <inheritdoc />
    public override void Fail(Exception exception) => _answer.TrySetException(exception);
}
