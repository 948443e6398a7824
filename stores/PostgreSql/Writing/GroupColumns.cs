using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Stores.Formats;
using MoCluster.Stores.Memory.State;
using MoCluster.Stores.PostgreSql.Statements;
using NpgsqlTypes;

namespace MoCluster.Stores.PostgreSql.Writing;

/// <summary>
/// The progress of listener groups in a batch, as columns of the statements that write it: epochs, lease records, frontiers, settled bitmaps and entry
/// rows.
/// </summary>
/// <param name="definitions">The listeners that the same batch declares.</param>
internal sealed class GroupColumns(DefinitionColumns definitions)
{
    private readonly RowWriter _writer = new();
    private readonly List<(Guid Group, long Epoch, bool Known)> _epochs = [];
    private readonly List<(Guid Group, LeaseRecord Lease)> _leases = [];
    private readonly Dictionary<(Guid Group, Generation Generation, int Index), (long? Until, bool Ended)> _changes = [];
    private readonly List<(Guid Group, Generation Generation)> _dropped = [];
    private readonly List<ListenerProgress> _progress = [];
    private readonly List<Guid> _reset = [];
    private readonly List<(Guid Listener, long Frontier)> _passed = [];
    private readonly List<(Guid Listener, SettledBitmap Bitmap)> _bitmaps = [];
    private readonly List<(Guid Listener, string Subject)> _rowsDropped = [];
    private readonly List<(Guid Listener, EntryRow Row)> _rows = [];

    /// <summary>Adds the progress in a commit. The definitions of the commit must have been added.</summary>
    public void Add(Commit commit, Assignment given, StoreState former)
    {
        for (var i = 0; i < commit.Groups.Length; i++)
        {
            var write = commit.Groups[i];
            if (write.TakeEpoch)
                _epochs.Add((write.Group, given.Epochs[i], former.GroupOf(write.Group).Epoch > 0));
            foreach (var lease in write.Leases)
                _leases.Add((write.Group, lease));
            foreach (var change in write.LeaseChanges)
                Add(write.Group, change);
            foreach (var generation in write.LeasesDropped)
                _dropped.Add((write.Group, generation));
            foreach (var progress in write.Listeners)
                Add(progress, former.Listeners.GetValueOrDefault(progress.Listener)?.Frontier);
        }
    }

    /// <summary>Adds the statements that write the progress.</summary>
    public void AddTo(StatementBatch statements)
    {
        AddEpochs(statements, "Write/insert_groups", false);
        AddEpochs(statements, "Write/update_groups", true);
        AddProgress(statements);
        AddBitmaps(statements);
        AddRows(statements);
        AddLeases(statements);
    }

    private void Add(Guid group, LeaseChange change)
    {
        ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(_changes, (group, change.Generation, change.Index), out _);
        row = (change.Until?.UtcTicks ?? row.Until, change.Ended);
    }

    private void Add(ListenerProgress progress, long? formerFrontier)
    {
        if (definitions.BeginningOf(progress.Listener) is { } beginning)
        {
            beginning.Position = progress.NewPosition ?? beginning.Position;
            beginning.Frontier = progress.Frontier;
        }
        else if (progress.NewPosition is not null || progress.Frontier != formerFrontier)
        {
            _progress.Add(progress);
            if (progress.NewPosition is not null)
                _reset.Add(progress.Listener);
            else if (progress.Frontier / StoreLimits.BitmapSize > formerFrontier / StoreLimits.BitmapSize)
                _passed.Add((progress.Listener, progress.Frontier));
        }

        foreach (var bitmap in progress.Bitmaps)
        {
            if ((bitmap.Index + 1) * StoreLimits.BitmapSize > progress.Frontier)
                _bitmaps.Add((progress.Listener, bitmap));
        }

        foreach (var subject in progress.RowsDropped)
            _rowsDropped.Add((progress.Listener, subject));
        foreach (var row in progress.Rows)
            _rows.Add((progress.Listener, row));
    }

    private void AddEpochs(StatementBatch statements, string statement, bool known)
    {
        var rows = _epochs.Where(epoch => epoch.Known == known).OrderBy(epoch => epoch.Group).ToList();
        if (rows.Count > 0)
            statements.Add(Statement.Of(statement).With(rows.Select(row => row.Group).ToArray()).With(rows.Select(row => row.Epoch).ToArray()));
    }

    private void AddProgress(StatementBatch statements)
    {
        if (_reset.Count > 0)
            statements.Add(Statement.Of("Write/reset_listeners").With(_reset));
        if (_progress.Count > 0)
        {
            statements.Add(Statement.Of("Write/advance_progress")
                .With(_progress.Select(row => row.Listener).ToArray())
                .With(_progress.Select(row => row.NewPosition).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bigint)
                .With(_progress.Select(row => row.Frontier).ToArray()));
        }
    }

    private void AddBitmaps(StatementBatch statements)
    {
        if (_passed.Count > 0)
        {
            statements.Add(Statement.Of("Write/drop_bitmaps")
                .With(_passed.Select(row => row.Listener).ToArray())
                .With(_passed.Select(row => row.Frontier).ToArray()));
        }

        if (_bitmaps.Count > 0)
        {
            statements.Add(Statement.Of("Write/put_bitmaps")
                .With(_bitmaps.Select(row => row.Listener).ToArray())
                .With(_bitmaps.Select(row => row.Bitmap.Index).ToArray())
                .With(_bitmaps.Select(row => BitmapFormat.Write(row.Bitmap.Bits)).ToArray()));
        }
    }

    private void AddRows(StatementBatch statements)
    {
        if (_rowsDropped.Count > 0)
        {
            statements.Add(Statement.Of("Write/drop_rows")
                .With(_rowsDropped.Select(row => row.Listener).ToArray())
                .With(_rowsDropped.Select(row => row.Subject).ToArray()));
        }

        if (_rows.Count > 0)
        {
            statements.Add(Statement.Of("Write/put_rows")
                .With(_rows.Select(row => row.Listener).ToArray())
                .With(_rows.Select(row => row.Row.Subject).ToArray())
                .With(_rows.Select(row => row.Row.Attempts).ToArray())
                .With(_rows.Select(row => row.Row.NotBefore?.UtcTicks).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bigint)
                .With(_rows.Select(row => row.Row.Parked).ToArray())
                .With(_rows.Select(row => row.Row.Silenced).ToArray())
                .With(_rows.Select(row => row.Row.Reason).ToArray())
                .With(_rows.Select(row => EventFormat.Write(_writer, row.Row.Events)).ToArray()));
        }
    }

    private void AddLeases(StatementBatch statements)
    {
        if (_leases.Count > 0)
        {
            statements.Add(Statement.Of("Write/insert_leases")
                .With(_leases.Select(row => row.Group).ToArray())
                .With(_leases.Select(row => row.Lease.Generation.Epoch).ToArray())
                .With(_leases.Select(row => row.Lease.Generation.Ordinal).ToArray())
                .With(_leases.Select(row => row.Lease.Listener).ToArray())
                .With(_leases.Select(row => row.Lease.Position).ToArray())
                .With(_leases.Select(row => row.Lease.Entries.Length).ToArray())
                .With(_leases.Select(row => LeaseFormat.Write(_writer, row.Lease.Entries)).ToArray()));
        }

        if (_changes.Count > 0)
        {
            statements.Add(Statement.Of("Write/change_leases")
                .With(_changes.Keys.Select(key => key.Group).ToArray())
                .With(_changes.Keys.Select(key => key.Generation.Epoch).ToArray())
                .With(_changes.Keys.Select(key => key.Generation.Ordinal).ToArray())
                .With(_changes.Keys.Select(key => key.Index).ToArray())
                .With(_changes.Values.Select(change => change.Until).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bigint)
                .With(_changes.Values.Select(change => change.Ended).ToArray()));
        }

        if (_dropped.Count > 0)
        {
            statements.Add(Statement.Of("Write/drop_leases")
                .With(_dropped.Select(row => row.Group).ToArray())
                .With(_dropped.Select(row => row.Generation.Epoch).ToArray())
                .With(_dropped.Select(row => row.Generation.Ordinal).ToArray()));
        }
    }
}
