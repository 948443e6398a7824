using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Listeners.Queues.Entries;
using MoCluster.Grains.Listeners.Queues.Numbers;
using MoCluster.Grains.Listeners.Queues.Transitions;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Grains.Listeners.Queues;

/// <summary>
/// Collects the progress of a listener's queue that must be stored (frontier, settled numbers, entry rows), and restores entries from their
/// rows.
/// </summary>
/// <param name="listener">The listener.</param>
/// <param name="events">Packs the entries' events.</param>
/// <param name="states">Keeps the entries by state.</param>
/// <param name="entryNumbers">Changes the entries' open numbers.</param>
internal sealed class ProgressWriter(QueuedListener listener, EntryEvents events, EntryStates states, EntryNumbers entryNumbers)
{
    private readonly EntryTable _table = listener.Table;
    private readonly NumberMap _numbers = listener.Numbers;
    private readonly UnwrittenProgress _unwritten = listener.Unwritten;
    private readonly List<RowChange> _rows = [];
    private HashSet<int> _rowsTaken = [];
    private HashSet<string> _dropsTaken = new(StringComparer.Ordinal);
    private int _numbersTaken;
    private DateTimeOffset? _sinceTaken;
    private long _frontierTaken;

    /// <summary>Restores an entry from its row. The entry is detached.</summary>
    public void Restore(EntryRow row)
    {
        var slot = _table.Add(row.Subject);
        ref var entry = ref _table[slot];
        states.SetSilenced(ref entry, row.Silenced);
        states.SetParked(ref entry, row.Parked);
        states.SetAttempts(ref entry, row.Attempts);
        entry.Side = new EntrySide { NotBefore = row.NotBefore, Reason = row.Reason, RowNumbers = NumbersOf(row.Events) };
        foreach (var record in row.Events)
            _numbers.AddRowed(record.Number, slot);
        entryNumbers.SetPending(slot, [.. row.Events]);
    }

    /// <summary>
    /// Takes what must be written of this listener; null for nothing. <see cref="Written"/> or <see cref="NotWritten"/> must follow.
    /// </summary>
    public ListenerProgress? Take()
    {
        var rows = TakeRows();
        (_unwritten.DroppedRows, _dropsTaken) = (_dropsTaken, _unwritten.DroppedRows);
        var dropped = _dropsTaken.Concat(_rows.Where(change => change.Numbers.Length == 0).Select(change => change.Subject))
            .Except(rows.Select(row => row.Subject), StringComparer.Ordinal).Order(StringComparer.Ordinal).ToImmutableArray();
        _numbersTaken = _unwritten.Numbers;
        (_sinceTaken, _unwritten.Since) = (_unwritten.Since, null);
        _frontierTaken = _numbers.Frontier;
        var bitmaps = _numbers.TakeTouched(_frontierTaken);
        if (bitmaps.IsEmpty && rows.IsEmpty && dropped.IsEmpty && _frontierTaken == listener.CommittedFrontier)
            return null;
        return new ListenerProgress
        {
            Listener = listener.Definition.Uuid,
            Frontier = _frontierTaken,
            Bitmaps = bitmaps,
            Rows = rows,
            RowsDropped = dropped,
        };
    }

    /// <summary>Tells that the progress of <see cref="Take"/> was written.</summary>
    public void Written()
    {
        foreach (var change in _rows)
            _table[change.Slot].EnsureSide().RowNumbers = change.Numbers;
        _rows.Clear();
        _rowsTaken.Clear();
        _dropsTaken.Clear();
        listener.CommittedFrontier = _frontierTaken;
        _numbers.Written();
        _unwritten.Numbers -= _numbersTaken;
    }

    /// <summary>Tells that the progress of <see cref="Take"/> was not written.</summary>
    public void NotWritten()
    {
        foreach (var change in _rows)
        {
            foreach (var number in change.Moved)
                _numbers.MoveFromRow(number, change.Slot);
        }

        _rows.Clear();
        _unwritten.Rows.UnionWith(_rowsTaken);
        _rowsTaken.Clear();
        _unwritten.DroppedRows.UnionWith(_dropsTaken);
        _dropsTaken.Clear();
        _numbers.NotWritten();
        _unwritten.Since = _sinceTaken ?? _unwritten.Since;
    }

    private static long[] NumbersOf(ImmutableArray<EventRecord> records) => [.. records.Select(record => record.Number)];

    private ImmutableArray<EntryRow> TakeRows()
    {
        if (_unwritten.Rows.Count == 0)
            return [];
        (_unwritten.Rows, _rowsTaken) = (_rowsTaken, _unwritten.Rows);
        var rows = ImmutableArray.CreateBuilder<EntryRow>(_rowsTaken.Count);
        foreach (var slot in _rowsTaken)
        {
            var row = RowOf(slot);
            var numbers = NumbersOf(row.Events);
            var moved = Array.FindAll(numbers, number => !_numbers.IsRowed(number));
            foreach (var number in moved)
                _numbers.MoveToRow(number, slot);
            if (numbers.Length > 0)
                rows.Add(row);
            if (numbers.Length > 0 || _table[slot].Side is { RowNumbers.Length: > 0 })
                _rows.Add(new RowChange(slot, row.Subject, numbers, moved));
        }

        return rows.DrainToImmutable();
    }

    /// <summary>The row that an entry has from now on; a row without events when it needs none.</summary>
    private EntryRow RowOf(int slot)
    {
        ref readonly var entry = ref _table[slot];
        var subject = _table.SubjectOf(slot);
        var pending = events.Pending(slot);
        if (entry.Side?.Lease is { IsEnding: false } lease)
        {
            // Leased events are not merged: the rest of the row stays, and a silenced entry keeps a row.
            var rest = lease.Held.Concat(pending).Where(record => _numbers.IsRowed(record.Number)).ToImmutableArray();
            if (rest.IsEmpty && entry.IsSilenced)
                rest = [.. lease.Held.Length > 0 ? lease.Held : pending];

            // The lease record says how often it was delivered. Newer pending events begin anew when the lease ends, and no row is written then.
            return new EntryRow(subject, rest, Attempts: 0, NotBefore: null, Parked: false, entry.IsSilenced);
        }

        var state = DeliveryState.Of(in entry);
        if (entry.Side?.Lease is { } ending)
        {
            // Events that are pending besides a lease that this very turn ends are newer, so the entry begins anew.
            state = pending.Length > 0 ? DeliveryState.Fresh : ending.Nacked ?? DeliveryState.Fresh;
            pending = ending.Held.Length == 0 ? pending : OpenEvents.Keep([.. ending.Held, .. pending], []);
        }

        var needed = state.Attempts > 0 || state.NotBefore is not null || state.Parked || entry.IsSilenced
            || Array.Exists(pending, record => _numbers.IsRowed(record.Number));
        return new EntryRow(
            subject, needed ? [.. pending] : [], state.Attempts, state.NotBefore, state.Parked, entry.IsSilenced, state.Reason);
    }

    /// <summary>A row that is being written.</summary>
    /// <param name="Slot">Its entry.</param>
    /// <param name="Subject">The subject.</param>
    /// <param name="Numbers">The numbers that it will contain; none when the row goes.</param>
    /// <param name="Moved">Those of them that it did not contain before.</param>
    private readonly record struct RowChange(int Slot, string Subject, long[] Numbers, long[] Moved);
}
