using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Stores.Formats;
using MoCluster.Stores.Memory.State;
using MoCluster.Stores.Sqlite.Connections;
using MoCluster.Stores.Sqlite.Rows;

namespace MoCluster.Stores.Sqlite.Writing;

/// <summary>Writes the namespaces, listeners and groups that a batch changed.</summary>
/// <param name="connection">The writing connection.</param>
internal sealed class ListeningRows(SqliteConnection connection)
{
    private readonly RowWriter _writer = new();

    /// <summary>Writes the changes of a batch.</summary>
    public void Write(WriteBatch batch)
    {
        foreach (var name in batch.Namespaces)
            WriteNamespace(batch, name);
        foreach (var group in batch.Groups)
            WriteEpoch(group, batch.Before.GroupOf(group).Epoch, batch.State.GroupOf(group).Epoch);
        foreach (var listener in batch.Cleared)
            Clear(listener);
        foreach (var listener in batch.Listeners)
            WriteListener(batch.Before.Listeners.GetValueOrDefault(listener), batch.State.Listeners.GetValueOrDefault(listener));
        foreach (var (listener, subject) in batch.Rows)
            WriteRow(batch.State.Listeners.GetValueOrDefault(listener), listener, subject);
        foreach (var (group, generation) in batch.Leases)
            WriteLease(batch, group, generation);
        foreach (var (group, generation, place) in batch.LeaseChanges)
            WriteLeaseChange(batch, group, generation, place);
    }

    private void WriteNamespace(WriteBatch batch, string name)
    {
        if (batch.State.Namespaces.TryGetValue(name, out var space))
            connection.Statement("Write/put_namespace").With(space).Seal().Run();
        else
            connection.Statement("Write/drop_namespace").With(name).Run();
    }

    private void WriteEpoch(Guid group, long before, long after)
    {
        if (before != after)
            connection.Statement("Write/put_group").With(group).With(after).Seal().Run();
    }

    private void Clear(Guid listener)
    {
        connection.Statement("Write/drop_rows").With(listener).Run();
        connection.Statement("Write/drop_bitmaps").With(listener).With(long.MaxValue).Run();
    }

    private void WriteListener(StoredListener? before, StoredListener? after)
    {
        if (after is null)
        {
            if (before is null)
                return;
            connection.Statement("Write/drop_listener").With(before.Definition.Uuid).Run();
            connection.Statement("Write/drop_progress").With(before.Definition.Uuid).Run();
            return;
        }

        if (before?.Definition != after.Definition)
            connection.Statement("Write/put_listener").With(after.Definition).Seal().Run();
        if (before is null || before.Position != after.Position || before.Frontier != after.Frontier)
            WriteProgress(before, after);
        foreach (var bitmap in after.Bitmaps.Values)
            WriteBitmap(after.Definition, bitmap);
    }

    private void WriteProgress(StoredListener? before, StoredListener after)
    {
        var uuid = after.Definition.Uuid;
        connection.Statement("Write/put_progress").With(uuid).With(after.Position).With(after.Frontier).Seal().Run();
        var passed = after.Frontier / StoreLimits.BitmapSize;
        if (before is not null && before.Frontier / StoreLimits.BitmapSize < passed)
            connection.Statement("Write/drop_bitmaps").With(uuid).With(passed).Run();
    }

    private void WriteBitmap(ListenerDefinition listener, SettledBitmap bitmap) => connection.Statement("Write/put_bitmap")
        .With(listener.Uuid).With(bitmap.Index).With(BitmapFormat.Write(bitmap.Bits)).Seal().Run();

    private void WriteRow(StoredListener? after, Guid listener, string subject)
    {
        if (after is not null && after.Rows.TryGetValue(subject, out var row))
            connection.Statement("Write/put_row").With(listener).With(_writer, row).Seal().Run();
        else
            connection.Statement("Write/drop_row").With(listener).With(subject).Run();
    }

    private void WriteLease(WriteBatch batch, Guid group, Generation generation)
    {
        if (batch.Before.GroupOf(group).Leases.ContainsKey(generation))
        {
            connection.Statement("Write/drop_lease").With(group).With(generation.Epoch).With(generation.Ordinal).Run();
            connection.Statement("Write/drop_lease_changes").With(group).With(generation.Epoch).With(generation.Ordinal).Run();
        }

        if (!batch.State.GroupOf(group).Leases.TryGetValue(generation, out var lease))
            return;
        connection.Statement("Write/put_lease")
            .With(group).With(generation.Epoch).With(generation.Ordinal).With(lease.Listener).With(lease.Position)
            .With(LeaseFormat.Write(_writer, lease.Entries)).Seal().Run();
    }

    private void WriteLeaseChange(WriteBatch batch, Guid group, Generation generation, int place)
    {
        // A record of this batch was written with its changes.
        if (batch.Leases.Contains((group, generation)) || !batch.State.GroupOf(group).Leases.TryGetValue(generation, out var lease))
            return;
        var entry = lease.Entries[place];
        connection.Statement("Write/put_lease_change")
            .With(group).With(generation.Epoch).With(generation.Ordinal).With(place).With(entry.Until).With(entry.Ended).Seal().Run();
    }
}
