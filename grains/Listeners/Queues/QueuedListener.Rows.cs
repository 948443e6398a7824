using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Listeners.Queues.Entries;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Grains.Listeners.Queues;

/// <content>What is stored of it, and how it comes back.</content>
internal sealed partial class QueuedListener
{
    private readonly List<RowChange> _rowsWriting = [];
    private HashSet<int> _rowsOwedWriting = [];
    private HashSet<string> _dropsWriting = new(StringComparer.Ordinal);
    private int _owedWriting;
    private DateTimeOffset? _owedSinceWriting;
    private long _frontierWriting;

    /// <summary>Restores an entry from its row. It stands aside.</summary>
    public void RestoreRow(EntryRow row)
    {
        var slot = Table.Add(row.Subject);
        ref var entry = ref Table[slot];
        SetSilenced(ref entry, row.Silenced);
        SetParked(ref entry, row.Parked);
        SetAttempts(ref entry, row.Attempts);
        entry.Side = new EntrySide { NotBefore = row.NotBefore, Reason = row.Reason, RowNumbers = NumbersOf(row.Events) };
        foreach (var record in row.Events)
            Numbers.AddRowed(record.Number, slot);
        SetPending(slot, [.. row.Events]);
    }

    /// <summary>
    /// Some of an entry's open numbers are in somebody's hand, others had been superseded when those were given; what is later than
    /// <paramref name="highest"/> stays pending. The entry stands aside.
    /// </summary>
    public void SetHeld(int slot, EventRecord[] held, long highest)
    {
        foreach (var record in held)
        {
            if (!Numbers.IsOpen(record.Number))
                Numbers.Open(record.Number, slot);
        }

        var pending = Pending(slot);
        foreach (var record in pending)
        {
            if (record.Number > highest || Array.Exists(held, given => given.Number == record.Number))
                continue;
            Numbers.Settle(record.Number);
            RowsOwed.Add(slot);
        }

        SetPending(slot, Array.FindAll(pending, record => record.Number > highest));
    }

    /// <summary>Removes an entry whatever its state: its listener goes.</summary>
    public void Drop(int slot)
    {
        Detach(slot);
        ref var entry = ref Table[slot];
        if (entry.IsLeased)
        {
            _keys.EndLease(in entry);
            entry.Side!.Lease = null;
            InFlight--;
        }

        Remove(slot);
    }

    /// <summary>
    /// What is to be written of this listener; null for nothing. Ends with <see cref="Written"/> or <see cref="NotWritten"/>.
    /// </summary>
    public ListenerProgress? TakeProgress()
    {
        var rows = TakeRows();
        (RowsDropped, _dropsWriting) = (_dropsWriting, RowsDropped);
        var dropped = _dropsWriting.Concat(_rowsWriting.Where(change => change.Numbers.Length == 0).Select(change => change.Subject))
            .Except(rows.Select(row => row.Subject), StringComparer.Ordinal).Order(StringComparer.Ordinal).ToImmutableArray();
        _owedWriting = Owed;
        (_owedSinceWriting, OwedSince) = (OwedSince, null);
        _frontierWriting = Numbers.Frontier;
        var pages = Numbers.TakeTouched(_frontierWriting);
        if (pages.IsEmpty && rows.IsEmpty && dropped.IsEmpty && _frontierWriting == CommittedFrontier)
            return null;
        return new ListenerProgress
        {
            Listener = Definition.Uuid,
            Frontier = _frontierWriting,
            Bitmaps = pages,
            Rows = rows,
            RowsDropped = dropped,
        };
    }

    /// <summary>What <see cref="TakeProgress"/> gave has been written.</summary>
    public void Written()
    {
        foreach (var change in _rowsWriting)
            Table[change.Slot].Side!.RowNumbers = change.Numbers;
        _rowsWriting.Clear();
        _rowsOwedWriting.Clear();
        _dropsWriting.Clear();
        CommittedFrontier = _frontierWriting;
        Numbers.Written();
        Owed -= _owedWriting;
    }

    /// <summary>What <see cref="TakeProgress"/> gave has not been written.</summary>
    public void NotWritten()
    {
        foreach (var change in _rowsWriting)
        {
            foreach (var number in change.Moved)
                Numbers.MoveFromRow(number, change.Slot);
        }

        _rowsWriting.Clear();
        RowsOwed.UnionWith(_rowsOwedWriting);
        _rowsOwedWriting.Clear();
        RowsDropped.UnionWith(_dropsWriting);
        _dropsWriting.Clear();
        Numbers.NotWritten();
        OwedSince = _owedSinceWriting ?? OwedSince;
    }

    private static long[] NumbersOf(ImmutableArray<EventRecord> events) => [.. events.Select(record => record.Number)];

    private ImmutableArray<EntryRow> TakeRows()
    {
        if (RowsOwed.Count == 0)
            return [];
        (RowsOwed, _rowsOwedWriting) = (_rowsOwedWriting, RowsOwed);
        var rows = ImmutableArray.CreateBuilder<EntryRow>(_rowsOwedWriting.Count);
        foreach (var slot in _rowsOwedWriting)
        {
            var row = RowOf(slot);
            var numbers = NumbersOf(row.Events);
            var moved = Array.FindAll(numbers, number => !Numbers.IsRowed(number));
            foreach (var number in moved)
                Numbers.MoveToRow(number, slot);
            if (numbers.Length > 0)
                rows.Add(row);
            if (numbers.Length > 0 || Table[slot].Side is { RowNumbers.Length: > 0 })
                _rowsWriting.Add(new RowChange(slot, row.Subject, numbers, moved));
        }

        return rows.DrainToImmutable();
    }

    /// <summary>The row that an entry has from now on; one without events when it needs none.</summary>
    private EntryRow RowOf(int slot)
    {
        ref readonly var entry = ref Table[slot];
        var subject = Table.SubjectOf(slot);
        var pending = Pending(slot);
        if (entry.Side?.Lease is { IsEnding: false } lease)
        {
            // What was given is not merged while it is in somebody's hand: what remains of the row stays, and silence keeps one.
            var rest = lease.Held.Concat(pending).Where(record => Numbers.IsRowed(record.Number)).ToImmutableArray();
            if (rest.IsEmpty && entry.IsSilenced)
                rest = [.. lease.Held.Length > 0 ? lease.Held : pending];

            // How often it was delivered stands in the lease. What is pending besides begins anew when that ends, and no row is written then.
            return new EntryRow(subject, rest, Attempts: 0, NotBefore: null, Parked: false, entry.IsSilenced);
        }

        var state = new DeliveryState(entry.Attempts, entry.Side?.NotBefore, entry.IsParked, entry.Side?.Reason);
        if (entry.Side?.Lease is { } ending)
        {
            // What is pending besides a lease that this very turn ends is newer, so it begins anew.
            state = pending.Length > 0 ? DeliveryState.Fresh : ending.Nacked ?? DeliveryState.Fresh;
            pending = ending.Held.Length == 0 ? pending : OpenEvents.Keep([.. ending.Held, .. pending], []);
        }

        var needed = state.Attempts > 0 || state.NotBefore is not null || state.Parked || entry.IsSilenced
            || Array.Exists(pending, record => Numbers.IsRowed(record.Number));
        return new EntryRow(
            subject, needed ? [.. pending] : [], state.Attempts, state.NotBefore, state.Parked, entry.IsSilenced, state.Reason);
    }

    /// <summary>A row that is being written.</summary>
    /// <param name="Slot">Its entry.</param>
    /// <param name="Subject">The subject.</param>
    /// <param name="Numbers">The numbers it will carry; none when it goes.</param>
    /// <param name="Moved">Those of them that it did not carry before.</param>
    private readonly record struct RowChange(int Slot, string Subject, long[] Numbers, long[] Moved);
}
