using System.Runtime.InteropServices;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Listeners.Queues.Entries;
using MoCluster.Grains.Listeners.Queues.Keys;
using MoCluster.Grains.Listeners.Queues.Lanes;
using MoCluster.Grains.Listeners.Queues.Numbers;

namespace MoCluster.Grains.Listeners.Queues.Transitions;

/// <summary>
/// Changes which numbers of an entry are open: a newer event coalesces onto it, superseded numbers are settled, a settlement that was not
/// committed is undone.
/// </summary>
/// <param name="listener">The entries' listener.</param>
/// <param name="events">Packs the entries' events.</param>
/// <param name="states">Keeps the entries by state.</param>
/// <param name="room">Counts the entries by lane.</param>
/// <param name="keys">The group's exclusion by key.</param>
internal sealed class EntryNumbers(QueuedListener listener, EntryEvents events, EntryStates states, LaneRoom room, KeyExclusion keys)
{
    private readonly EntryTable _table = listener.Table;
    private readonly NumberMap _numbers = listener.Numbers;
    private readonly UnwrittenProgress _unwritten = listener.Unwritten;
    private readonly List<EventRecord> _merged = new(2 * OpenEvents.Max);
    private readonly List<EventRecord> _superseded = new(OpenEvents.Max);

    /// <summary>Makes an entry of a subject's first event.</summary>
    public void Add(EventRecord record)
    {
        var slot = _table.Add(record.Subject);
        ref var entry = ref _table[slot];
        events.SetLatest(ref entry, record);
        entry.First = record.Number;
        entry.Priority = record.Priority;
        room.Count(ref entry);
        _numbers.Open(record.Number, slot);
        keys.Assign(listener, slot, record.Subject, record.Key);
        states.Attach(slot);
    }

    /// <summary>
    /// Adds an event to an existing entry. A newer event voids attempts, delay and park, and keeps the silence. An event that is not newer,
    /// because its lane was read later or it is read again after a restart, only joins; the entry's row, if there is one, is written with it.
    /// </summary>
    public void Coalesce(int slot, EventRecord record, DateTimeOffset now)
    {
        ref var entry = ref _table[slot];
        _numbers.Open(record.Number, slot);
        if (entry.HasPending && record.Number < entry.Number)
        {
            Join(slot, record, now);
            return;
        }

        var isFirst = !entry.HasPending;
        var former = events.LatestKey(slot);
        var order = (entry.Priority, entry.Attempts);
        if (!isFirst)
            KeepOlder(slot, record, now);
        events.SetLatest(ref entry, record);
        entry.First = isFirst ? record.Number : entry.First;
        entry.Priority = isFirst ? record.Priority : Math.Min(OpenEvents.LowestPriority(entry.Side?.Older ?? []), record.Priority);
        room.Count(ref entry);
        var stays = !isFirst && entry.State is EntryState.Ready or EntryState.Blocked
            && former == record.Key && entry.Side is not { OtherKeys.Length: > 0 } && order == (entry.Priority, 0);
        if (stays)
            return;

        // Its order or its keys changed. A heap finds an entry by its index alone, so it can be removed after its order has changed.
        states.Detach(slot);
        if (!entry.IsLeased)
            states.Set(slot, DeliveryState.Fresh);
        keys.Assign(listener, slot, record.Subject, record.Key);
        states.Attach(slot);
    }

    /// <summary>Settles an open number of a detached entry.</summary>
    /// <returns>The event, and whether the entry's lease held it.</returns>
    public (EventRecord Event, bool Held) Settle(int slot, long number)
    {
        ref var entry = ref _table[slot];
        if (entry.Side is { RowNumbers: { Length: > 0 } rowed } && Array.IndexOf(rowed, number) >= 0)
            _unwritten.Rows.Add(slot);
        _numbers.Settle(number);
        if (entry.Side?.Lease is { Held: var held } lease && OpenEvents.IndexOf(held, number) is var at and >= 0)
        {
            lease.Held = OpenEvents.Without(held, at);
            return (held[at], true);
        }

        var pending = events.Pending(slot);
        var index = OpenEvents.IndexOf(pending, number);
        if (index < 0)
            throw new InvalidOperationException($"Number {number} is open for '{_table.SubjectOf(slot)}', but that entry does not have it.");
        SetPending(slot, OpenEvents.Without(pending, index));
        return (pending[index], false);
    }

    /// <summary>Opens a number of a detached entry again, because its settlement was not committed.</summary>
    /// <param name="slot">The entry.</param>
    /// <param name="record">The event of the number.</param>
    /// <param name="held">Whether the entry's lease held it.</param>
    /// <param name="now">The store's time.</param>
    public void Reopen(int slot, EventRecord record, bool held, DateTimeOffset now)
    {
        ref var entry = ref _table[slot];
        if (entry.Side is { } side && Array.IndexOf(side.RowNumbers, record.Number) >= 0)
            _numbers.AddRowed(record.Number, slot);
        else
            _numbers.Open(record.Number, slot);
        if (held)
            entry.Lease.Held = [.. entry.Lease.Held.Append(record).OrderBy(open => open.Number)];
        else
            Merge(slot, [record], now);
    }

    /// <summary>Merges events with open numbers into the pending ones of a detached entry, and keeps three.</summary>
    public void Merge(int slot, EventRecord[] added, DateTimeOffset now)
    {
        _merged.Clear();
        _merged.AddRange(events.Pending(slot));
        _merged.AddRange(added);
        _merged.Sort(static (left, right) => left.Number.CompareTo(right.Number));
        _superseded.Clear();
        var kept = OpenEvents.Keep(CollectionsMarshal.AsSpan(_merged), _superseded);
        foreach (var record in _superseded)
            Supersede(record.Number, now);
        SetPending(slot, kept);
    }

    /// <summary>Sets the pending events of a detached entry. The caller makes sure that their numbers are open.</summary>
    public void SetPending(int slot, EventRecord[] pending)
    {
        ref var entry = ref _table[slot];
        EntryEvents.Clear(ref entry);
        if (pending.Length > 0)
        {
            events.SetLatest(ref entry, pending[^1]);
            entry.First = pending[0].Number;
            entry.Priority = OpenEvents.LowestPriority(pending);
            room.Count(ref entry);
            if (pending.Length > 1)
                entry.EnsureSide().Older = pending[..^1];
        }

        keys.Assign(
            listener, slot, pending.Length > 0 ? pending[^1].Subject : _table.SubjectOf(slot), pending.Length > 0 ? pending[^1].Key : null);
    }

    /// <summary>
    /// Restores which numbers of a detached entry are leased. Other numbers up to <paramref name="highest"/> had been superseded when the
    /// lease was given; later ones stay pending.
    /// </summary>
    /// <param name="slot">The entry.</param>
    /// <param name="held">The leased events that are open.</param>
    /// <param name="highest">The highest number that was leased.</param>
    public void SetHeld(int slot, EventRecord[] held, long highest)
    {
        foreach (var record in held)
        {
            if (!_numbers.IsOpen(record.Number))
                _numbers.Open(record.Number, slot);
        }

        var pending = events.Pending(slot);
        foreach (var record in pending)
        {
            if (record.Number > highest || Array.Exists(held, given => given.Number == record.Number))
                continue;
            _numbers.Settle(record.Number);
            _unwritten.Rows.Add(slot);
        }

        SetPending(slot, Array.FindAll(pending, record => record.Number > highest));
    }

    /// <summary>Settles a number by reading alone: it is superseded, or addressed to others.</summary>
    public void Supersede(long number, DateTimeOffset now)
    {
        // A row that contains the number is not written for this alone: when it is read again, the number is superseded again.
        _numbers.Settle(number);
        _unwritten.Numbers++;
        _unwritten.Begin(now);
    }

    private void Join(int slot, EventRecord record, DateTimeOffset now)
    {
        states.Detach(slot);
        Merge(slot, [record], now);
        if (_table[slot].Side is { RowNumbers.Length: > 0 })
        {
            _unwritten.Rows.Add(slot);
            _unwritten.Begin(now);
        }

        states.Attach(slot);
    }

    /// <summary>Decides which of the pending events stay besides a newer one, and supersedes the others.</summary>
    private void KeepOlder(int slot, EventRecord record, DateTimeOffset now)
    {
        ref var entry = ref _table[slot];
        var older = entry.Side?.Older ?? [];
        var lowestOlder = OpenEvents.LowestPriority(older);
        if (older.Length == 0 || (entry.LatestPriority < lowestOlder && entry.LatestPriority <= record.Priority))
        {
            var latest = events.Latest(slot, older.Length > 0 ? older[0].Subject : record.Subject);
            if (older.Length == 2)
                Supersede(older[1].Number, now);
            entry.EnsureSide().Older = older.Length == 0 ? [latest] : [older[0], latest];
            return;
        }

        // The usual case of a subject that changes all the time allocates nothing.
        Supersede(entry.Number, now);
        if (older.Length == 2 && record.Priority < older[1].Priority)
        {
            Supersede(older[1].Number, now);
            entry.EnsureSide().Older = [older[0]];
        }
    }
}
