using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Listeners.Queues.Entries;
using MoCluster.Grains.Listeners.Queues.Keys;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Grains.Listeners.Queues.Transitions;

/// <summary>Leases the entries of one listener, and decides how an entry goes on when its lease ends.</summary>
/// <param name="listener">The entries' listener.</param>
/// <param name="events">Packs the entries' events.</param>
/// <param name="states">Keeps the entries by state.</param>
/// <param name="numbers">Changes the entries' open numbers.</param>
/// <param name="keys">The group's exclusion by key.</param>
internal sealed class EntryLeases(QueuedListener listener, EntryEvents events, EntryStates states, EntryNumbers numbers, KeyExclusion keys)
{
    /// <summary>The reason that an entry shows when it is delivered again, or parked, because its lease ended by time.</summary>
    public const string LeaseEnded = "Not acknowledged before the lease ended.";

    private readonly EntryTable _table = listener.Table;

    /// <summary>How many entries are leased, those of a turn included.</summary>
    public int Count { get; private set; }

    /// <summary>Leases a detached entry with all its pending events.</summary>
    /// <param name="slot">The entry.</param>
    /// <param name="generation">The hand-out.</param>
    /// <param name="index">The entry's index in the lease record.</param>
    /// <param name="until">When the lease ends.</param>
    public EntryLease Lease(int slot, Generation generation, int index, DateTimeOffset until)
    {
        ref var entry = ref _table[slot];
        var given = events.Pending(slot);
        var side = entry.EnsureSide();
        var lease = new EntryLease
        {
            Generation = generation,
            Index = index,
            Until = until,
            Attempts = entry.Attempts + 1,
            Highest = given[^1].Number,
            Given = given,
            Held = given,
            FormerReason = side.Reason,
        };
        (side.Lease, side.Reason) = (lease, null);
        EntryEvents.Clear(ref entry);
        Count++;
        keys.Lease(in entry);
        return lease;
    }

    /// <summary>Restores the lease of a detached entry.</summary>
    public void Restore(int slot, EntryLease lease)
    {
        ref var entry = ref _table[slot];
        var side = entry.EnsureSide();
        side.Lease = lease;
        Count++;

        // What was handed out was neither parked nor delayed. The row may be older than a newer event that voided both.
        (side.NotBefore, side.Reason) = (null, null);
        states.SetParked(ref entry, false);
        keys.Lease(in entry);
        keys.Assign(listener, slot, _table.SubjectOf(slot), events.LatestKey(slot));
    }

    /// <summary>Undoes a lease that was never committed: the detached entry is as before, except for newer events.</summary>
    public void Undo(int slot, DateTimeOffset now)
    {
        ref var entry = ref _table[slot];
        if (entry.HasPending)
            states.Set(slot, DeliveryState.Fresh);
        else
            entry.EnsureSide().Reason = entry.Lease.FormerReason;
        Clear(slot, now);
    }

    /// <summary>Ends the lease of a detached entry as a turn decided: by acknowledgement, nack or park.</summary>
    public void End(int slot, DateTimeOffset now) => End(slot, _table[slot].Lease.Nacked ?? DeliveryState.Fresh, now);

    /// <summary>
    /// Ends the lease with the earliest end, which has run out. A newer event makes the entry pending at once; without one, the retry schedule or the limit
    /// of attempts decides. At least one entry must be leased.
    /// </summary>
    /// <returns>The lease.</returns>
    public EntryLease ExpireFirst(DateTimeOffset now)
    {
        var slot = states.TakeFirstLeased();
        ref var entry = ref _table[slot];
        var lease = entry.Lease;
        if (!End(slot, DecideRedelivery(lease, lease.Until, delay: null, LeaseEnded, park: false), now))
            listener.Unwritten.Rows.Add(slot);
        listener.Tally.Expired++;
        listener.Tally.Parked += entry.IsParked ? 1 : 0;
        listener.Unwritten.Begin(now);
        states.Attach(slot);
        return lease;
    }

    /// <summary>Decides how an entry is delivered after its lease ended without an acknowledgement.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="ended">When it ends.</param>
    /// <param name="delay">The time until the entry is delivered again; null for the listener's back-off.</param>
    /// <param name="reason">Why; null when no reason was given.</param>
    /// <param name="park">Whether the entry is parked whatever its attempts.</param>
    public DeliveryState DecideRedelivery(EntryLease lease, DateTimeOffset ended, TimeSpan? delay, string? reason, bool park)
    {
        var policy = listener.Definition.Policy;
        var parked = park || (policy.MaxAttempts > 0 && lease.Attempts >= policy.MaxAttempts);
        var notBefore = delay is { } wait ? ended + wait : RetrySchedule.NotBefore(ended, lease.Attempts, policy);
        return new DeliveryState(lease.Attempts, parked || notBefore <= ended ? null : notBefore, parked, reason);
    }

    /// <summary>Removes the lease of a detached entry.</summary>
    public void Drop(ref Entry entry)
    {
        if (entry.Side is not { Lease: not null } side)
            return;
        keys.EndLease(in entry);
        side.Lease = null;
        Count--;
    }

    /// <summary>Ends a lease. An entry begins anew if it has newer events, or nothing open is left.</summary>
    /// <returns>Whether it begins anew.</returns>
    private bool End(int slot, DeliveryState state, DateTimeOffset now)
    {
        ref var entry = ref _table[slot];
        var isNewer = entry.HasPending;
        Clear(slot, now);
        var isFresh = isNewer || !entry.HasPending;
        states.Set(slot, isFresh ? DeliveryState.Fresh : state with { NotBefore = state.NotBefore > now ? state.NotBefore : null });
        return isFresh;
    }

    /// <summary>Removes the lease of a detached entry. The events that it held and that are still open are pending again.</summary>
    private void Clear(int slot, DateTimeOffset now)
    {
        ref var entry = ref _table[slot];
        EventRecord[] held = entry.Lease.Held;
        Drop(ref entry);
        if (held.Length > 0)
            numbers.Merge(slot, held, now);
        else if (entry.Home is not null)
            keys.Assign(listener, slot, _table.SubjectOf(slot), events.LatestKey(slot));
    }
}
