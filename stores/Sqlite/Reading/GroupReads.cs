using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Stores.Formats;
using MoCluster.Stores.Memory.Reading;
using MoCluster.Stores.Memory.State;
using MoCluster.Stores.Sqlite.Connections;
using MoCluster.Stores.Sqlite.Rows;

namespace MoCluster.Stores.Sqlite.Reading;

/// <summary>Reads listener groups, and counts their entry rows.</summary>
internal static class GroupReads
{
    /// <summary>Reads all that is stored of a listener group, as of one moment.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="group">The group.</param>
    /// <param name="state">The state before the read begins: it tells the listeners of the group, and which streams there surely are.</param>
    /// <param name="streams">The ids of the streams.</param>
    public static GroupState Group(SqliteConnection connection, Guid group, StoreState state, StreamNumbers streams) => connection.InOneView(() =>
    {
        var epoch = connection.Statement("Read/group_epoch").With(group).First(Epoch);
        var leases = connection.Statement("Read/group_leases").With(group).All(ListenerRows.Lease);
        var changes = connection.Statement("Read/group_lease_changes").With(group).All(ListenerRows.Change);
        return new GroupState(
            group,
            epoch,
            [.. LeaseRows.Change(leases, changes).Values],
            [.. state.GroupOf(group).Listeners.Select(listener => Listener(connection, listener, state, streams)).OfType<ListenerState>()]);
    });

    /// <summary>Counts the entry rows of all listeners that have some.</summary>
    public static IReadOnlyDictionary<Guid, RowCounts> Counts(SqliteConnection connection)
    {
        var counts = new Dictionary<Guid, RowCounts>();
        var row = connection.Statement("Read/waiting");
        while (row.Read())
        {
            var listener = row.Uuid(0);
            var found = counts.GetValueOrDefault(listener);
            if (row.Flag(1))
                found = found with { Parked = found.Parked + row.Int32(3) };
            else if (!row.Flag(2))
                found = found with { Waiting = row.Int32(3), Oldest = row.IsNull(4) ? null : row.Instant(4) };
            counts[listener] = found;
        }

        return counts;
    }

    private static ListenerState? Listener(SqliteConnection connection, Guid listener, StoreState state, StreamNumbers streams)
    {
        var definition = connection.Statement("Read/listener").With(listener).First(ListenerRows.Listener);
        if (definition is null)
            return null;
        var progress = connection.Statement("Read/progress").With(listener).All(ListenerRows.Progress)[0];
        return new ListenerState(
            definition,
            progress.Position,
            progress.Frontier,
            [.. connection.Statement("Read/bitmaps").With(listener).All(Bitmap)],
            [.. connection.Statement("Read/rows").With(listener).All(ListenerRows.Entry)],
            Head(connection, definition.Stream, state, streams));
    }

    /// <summary>The last number of a stream; 0 if it has no events yet.</summary>
    private static long Head(SqliteConnection connection, StreamKey stream, StoreState state, StreamNumbers streams)
    {
        if (streams.Find(stream) is not { } id)
            return 0;
        var found = connection.Statement("Read/stream").With(id).All(Last);
        if (found.Count == 0 && state.Streams.ContainsKey(stream))
            throw new SqliteDamagedException(connection.Path, $"stream {id} ({stream}) is missing");
        return found.FirstOrDefault();
    }

    private static long Epoch(SqliteStatement row)
    {
        row.CheckSeal(2);
        return row.Int64(1);
    }

    private static long Last(SqliteStatement row)
    {
        row.CheckSeal(6);
        return row.Int64(4);
    }

    private static SettledBitmap Bitmap(SqliteStatement row)
    {
        row.CheckSeal(3);
        return new SettledBitmap(row.Int64(1), BitmapFormat.Read(row.Bytes(2)));
    }
}
