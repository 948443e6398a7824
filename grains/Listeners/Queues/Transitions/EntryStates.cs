using MoCluster.Grains.Listeners.Queues.Entries;
using MoCluster.Grains.Listeners.Queues.Keys;
using MoCluster.Grains.Listeners.Queues.Lanes;
using MoCluster.Grains.Listeners.Queues.Numbers;

namespace MoCluster.Grains.Listeners.Queues.Transitions;

/// <summary>
/// Keeps each entry of a listener in the structure of its state: ready or blocked, delayed, leased, parked. To change an entry, detach it
/// first, and attach it afterwards.
/// </summary>
/// <param name="table">The entries.</param>
/// <param name="ready">Those that are ready or blocked.</param>
/// <param name="room">Counts them by lane.</param>
/// <param name="keys">The group's exclusion by key.</param>
/// <param name="unwritten">What is not stored yet.</param>
internal sealed class EntryStates(EntryTable table, ReadyQueue ready, LaneRoom room, KeyExclusion keys, UnwrittenProgress unwritten)
{
    private readonly EntryHeap<ByDelay> _delayed = new(table);
    private readonly EntryHeap<ByLeaseEnd> _leased = new(table);
    private readonly AttemptCounts _attempts = new();

    /// <summary>How many entries are delayed.</summary>
    public int Delayed => _delayed.Count;

    /// <summary>How many entries are parked.</summary>
    public int Parked { get; private set; }

    /// <summary>How many entries are silenced.</summary>
    public int Silenced { get; private set; }

    /// <summary>The most deliveries of one entry without an acknowledgement; 0 when there is no such entry.</summary>
    public int HighestAttempts => _attempts.Highest;

    /// <summary>When the first delay ends; null when no entry is delayed.</summary>
    public DateTimeOffset? NextDelayEnd => _delayed.Count > 0 ? table[_delayed.Top].NotBefore : null;

    /// <summary>When the first lease ends; null when no entry is leased. A turn's entries do not count.</summary>
    public DateTimeOffset? NextLeaseEnd => _leased.Count > 0 ? table[_leased.Top].Lease.Until : null;

    /// <summary>Puts a detached entry into the structure of its state, or removes it when it is empty. An entry of a turn stays detached.</summary>
    public void Attach(int slot)
    {
        ref var entry = ref table[slot];
        if (entry.InTurn)
            return;
        if (entry.IsLeased)
        {
            room.SetState(ref entry, EntryState.Leased);
            _leased.Push(slot);
        }
        else if (!entry.HasPending)
        {
            Remove(slot);
        }
        else if (entry.IsParked)
        {
            room.SetState(ref entry, EntryState.Parked);
        }
        else if (entry.NotBefore is not null)
        {
            room.SetState(ref entry, EntryState.Delayed);
            _delayed.Push(slot);
        }
        else
        {
            ready.Add(slot);
        }
    }

    /// <summary>Takes an entry out of the structure of its state, so that it can be changed.</summary>
    public void Detach(int slot)
    {
        ref var entry = ref table[slot];
        switch (entry.State)
        {
            case EntryState.Ready or EntryState.Blocked:
                ready.Remove(slot);
                break;
            case EntryState.Delayed:
                _delayed.Remove(slot);
                break;
            case EntryState.Leased:
                _leased.Remove(slot);
                break;
        }

        room.SetState(ref entry, EntryState.Detached);
    }

    /// <summary>Ends the first delay. At least one entry must be delayed.</summary>
    public void EndFirstDelay()
    {
        var slot = _delayed.Pop();
        ref var entry = ref table[slot];
        room.SetState(ref entry, EntryState.Detached);
        entry.EnsureSide().NotBefore = null;
        Attach(slot);
    }

    /// <summary>Detaches the entry whose lease ends first. At least one entry must be leased.</summary>
    /// <returns>Its slot.</returns>
    public int TakeFirstLeased()
    {
        var slot = _leased.Pop();
        room.SetState(ref table[slot], EntryState.Detached);
        return slot;
    }

    /// <summary>Sets how a detached entry is delivered from now on.</summary>
    public void Set(int slot, DeliveryState state)
    {
        ref var entry = ref table[slot];
        SetAttempts(ref entry, state.Attempts);
        SetParked(ref entry, state.Parked);
        if (state.NotBefore is not null || state.Reason is not null)
            entry.EnsureSide();
        if (entry.Side is { } side)
            (side.NotBefore, side.Reason) = (state.NotBefore, state.Reason);
    }

    /// <summary>Sets how often an entry was delivered.</summary>
    public void SetAttempts(ref Entry entry, int attempts)
    {
        _attempts.Change(entry.Attempts, attempts);
        entry.Attempts = attempts;
    }

    /// <summary>Marks an entry as parked, or not.</summary>
    public void SetParked(ref Entry entry, bool parked)
    {
        if (entry.IsParked == parked)
            return;
        entry.Set(EntryFlags.Parked, parked);
        Parked += parked ? 1 : -1;
    }

    /// <summary>Marks an entry as silenced, or not.</summary>
    public void SetSilenced(ref Entry entry, bool silenced)
    {
        if (entry.IsSilenced == silenced)
            return;
        entry.Set(EntryFlags.Silenced, silenced);
        Silenced += silenced ? 1 : -1;
    }

    /// <summary>Removes a detached entry that is not leased.</summary>
    public void Remove(int slot)
    {
        ref var entry = ref table[slot];
        if (entry.Side is { RowNumbers.Length: > 0 })
            unwritten.DroppedRows.Add(table.SubjectOf(slot));
        unwritten.Rows.Remove(slot);
        SetParked(ref entry, false);
        SetSilenced(ref entry, false);
        SetAttempts(ref entry, 0);
        keys.Forget(ref entry);
        room.Forget(in entry);
        table.Remove(slot);
    }
}
