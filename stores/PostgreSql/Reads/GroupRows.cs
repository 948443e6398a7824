using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Stores.Formats;
using MoCluster.Stores.PostgreSql.Statements;
using Npgsql;

namespace MoCluster.Stores.PostgreSql.Reads;

/// <summary>Builds the state of a listener group from its rows.</summary>
internal sealed class GroupRows
{
    private readonly SortedDictionary<Generation, Lease> _leases = [];
    private readonly List<(ListenerDefinition Definition, long Position, long Frontier, long Head)> _listeners = [];
    private readonly Dictionary<Guid, List<SettledBitmap>> _bitmaps = [];
    private readonly Dictionary<Guid, List<EntryRow>> _rows = [];
    private long _epoch;

    /// <summary>A row of <c>Read/group_epoch</c>.</summary>
    public void Epoch(NpgsqlDataReader row) => _epoch = row.GetInt64(0);

    /// <summary>A row of <c>Read/group_leases</c>.</summary>
    public void AddLease(NpgsqlDataReader row) =>
        _leases[new Generation(row.GetInt64(0), row.GetInt64(1))] =
            new Lease(row.GetGuid(2), row.GetInt64(3), LeaseFormat.Read(row.GetFieldValue<byte[]>(4)));

    /// <summary>A row of <c>Read/group_lease_changes</c>.</summary>
    public void Change(NpgsqlDataReader row)
    {
        var index = row.GetInt32(2);
        if (!_leases.TryGetValue(new Generation(row.GetInt64(0), row.GetInt64(1)), out var lease))
            return;
        var until = row.IsDBNull(3) ? (DateTimeOffset?)null : Rows.Instant(row, 3);
        lease.Entries[index] = lease.Entries[index].After(new LeaseChange(default, index, until, row.GetBoolean(4)));
    }

    /// <summary>A row of <c>Read/group_listeners</c>.</summary>
    public void Listener(NpgsqlDataReader row) =>
        _listeners.Add((
            Rows.Listener(row),
            row.GetInt64(Rows.ListenerColumns),
            row.GetInt64(Rows.ListenerColumns + 1),
            row.GetInt64(Rows.ListenerColumns + 2)));

    /// <summary>A row of <c>Read/group_bitmaps</c>.</summary>
    public void Bitmap(NpgsqlDataReader row) => Listed(_bitmaps, row.GetGuid(0)).Add(
        new SettledBitmap(row.GetInt64(1), BitmapFormat.Read(row.GetFieldValue<byte[]>(2))));

    /// <summary>A row of <c>Read/group_rows</c>.</summary>
    public void Row(NpgsqlDataReader row) => Listed(_rows, row.GetGuid(0)).Add(new EntryRow(
        row.GetString(1),
        EventFormat.Read(row.GetFieldValue<byte[]>(7)),
        row.GetInt32(2),
        row.IsDBNull(3) ? null : Rows.Instant(row, 3),
        row.GetBoolean(4),
        row.GetBoolean(5),
        row.IsDBNull(6) ? null : row.GetString(6)));

    /// <summary>Builds the state.</summary>
    public GroupState Build(Guid group) => new(
        group,
        _epoch,
        [.. _leases.Select(
            lease => new LeaseRecord(lease.Key, lease.Value.Listener, lease.Value.Position, lease.Value.Entries.ToImmutable()))],
        [.. _listeners.Select(listener => new ListenerState(
            listener.Definition,
            listener.Position,
            listener.Frontier,
            Of(_bitmaps, listener.Definition.Uuid),
            Of(_rows, listener.Definition.Uuid),
            listener.Head))]);

    private static List<T> Listed<T>(Dictionary<Guid, List<T>> lists, Guid listener) =>
        lists.TryGetValue(listener, out var list) ? list : lists[listener] = [];

    private static ImmutableArray<T> Of<T>(Dictionary<Guid, List<T>> lists, Guid listener) =>
        lists.TryGetValue(listener, out var list) ? [.. list] : [];

    private sealed record Lease(Guid Listener, long Position, ImmutableArray<LeasedEntry>.Builder Entries);
}
