using System.Runtime.InteropServices;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Listeners.Queues.Entries;
using MoCluster.Grains.Listeners.Queues.Leases;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Grains.Listeners.Queues;

/// <content>How the open numbers of one entry change.</content>
internal sealed partial class QueuedListener
{
    /// <summary>
    /// An event comes onto an entry that exists. A newer one voids attempts, delay and park, and keeps the silence; one that is not
    /// newer (its lane was read later, or it is read again after a restart) only joins, and its row, if it has one, is written with it.
    /// </summary>
    private void Coalesce(int slot, EventRecord record, DateTimeOffset now)
    {
        ref var entry = ref Table[slot];
        Numbers.Open(record.Number, slot);
        if (entry.HasPending && record.Number < entry.Number)
        {
            Detach(slot);
            Merge(slot, [record], now);
            if (Table[slot].Side is { RowNumbers.Length: > 0 })
            {
                RowsOwed.Add(slot);
                OwedSince ??= now;
            }

            Attach(slot);
            return;
        }

        var isFirst = !entry.HasPending;
        var former = LatestKey(slot);
        var order = (entry.Priority, entry.Attempts);
        if (!isFirst)
            KeepOlder(slot, record, now);
        SetLatest(ref entry, record);
        entry.First = isFirst ? record.Number : entry.First;
        entry.Priority = isFirst ? record.Priority : Math.Min(LowestOf(entry.Side?.Older ?? []), record.Priority);
        Enlist(ref entry);

        var stays = !isFirst && entry.State is EntryState.Ready or EntryState.Blocked
            && former == record.Key && entry.Side is not { OtherKeys.Length: > 0 } && order == (entry.Priority, 0);
        if (stays)
            return;

        // Its order or its keys changed. It is taken out by the order it had, which heaps know by place alone.
        Detach(slot);
        if (!entry.IsLeased)
            Set(slot, DeliveryState.Fresh);
        AssignKeys(slot, record.Subject, record.Key);
        Attach(slot);
    }

    /// <summary>Decides which of the pending events stay besides a newer one. What is superseded is settled, and owed.</summary>
    private void KeepOlder(int slot, EventRecord record, DateTimeOffset now)
    {
        ref var entry = ref Table[slot];
        var older = entry.Side?.Older ?? [];
        var lowestOlder = LowestOf(older);
        if (older.Length == 0 || (entry.LatestPriority < lowestOlder && entry.LatestPriority <= record.Priority))
        {
            var latest = Latest(slot, older.Length > 0 ? older[0].Subject : record.Subject);
            if (older.Length == 2)
                Supersede(older[1].Number, now);
            (entry.Side ??= new EntrySide()).Older = older.Length == 0 ? [latest] : [older[0], latest];
            return;
        }

        // The usual case of a subject that changes all the time: nothing is made.
        Supersede(entry.Number, now);
        if (older.Length == 2 && record.Priority < older[1].Priority)
        {
            Supersede(older[1].Number, now);
            entry.Side!.Older = [older[0]];
        }
    }

    /// <summary>Settles an open number of an entry that stands aside.</summary>
    /// <returns>The event, and whether it was in somebody's hand.</returns>
    public (EventRecord Event, bool Held) Settle(int slot, long number)
    {
        ref var entry = ref Table[slot];
        if (entry.Side is { RowNumbers: { Length: > 0 } numbers } && Array.IndexOf(numbers, number) >= 0)
            RowsOwed.Add(slot);
        Numbers.Settle(number);
        if (entry.Side?.Lease is { Held: var held } lease && OpenEvents.IndexOf(held, number) is var at and >= 0)
        {
            lease.Held = OpenEvents.Without(held, at);
            return (held[at], true);
        }

        var pending = Pending(slot);
        var place = OpenEvents.IndexOf(pending, number);
        if (place < 0)
            throw new InvalidOperationException($"The number {number} is open for '{Table.SubjectOf(slot)}', which does not have it.");
        SetPending(slot, OpenEvents.Without(pending, place));
        return (pending[place], false);
    }

    /// <summary>A number whose settlement was not committed is open again. The entry stands aside.</summary>
    public void Reopen(int slot, EventRecord record, bool held, DateTimeOffset now)
    {
        ref var entry = ref Table[slot];
        if (entry.Side is { } side && Array.IndexOf(side.RowNumbers, record.Number) >= 0)
            Numbers.AddRowed(record.Number, slot);
        else
            Numbers.Open(record.Number, slot);
        if (held)
            entry.Side!.Lease!.Held = [.. entry.Side.Lease.Held.Append(record).OrderBy(open => open.Number)];
        else
            Merge(slot, [record], now);
    }

    /// <summary>Gives an entry that stands aside into somebody's hand, with all that is pending of it.</summary>
    /// <returns>What was given.</returns>
    public EventRecord[] Lease(int slot, Generation generation, int index, DateTimeOffset until)
    {
        ref var entry = ref Table[slot];
        var given = Pending(slot);
        entry.Side ??= new EntrySide();
        entry.Side.Lease = new EntryLease
        {
            Generation = generation,
            Index = index,
            Until = until,
            Attempts = entry.Attempts + 1,
            Highest = given[^1].Number,
            Given = given,
            Held = given,
            FormerReason = entry.Side.Reason,
        };
        entry.Side.Reason = null;
        ClearPending(ref entry);
        InFlight++;
        _keys.Lease(in entry);
        return given;
    }

    /// <summary>Restores a lease that stands. The entry stands aside.</summary>
    public void RestoreLease(int slot, EntryLease lease)
    {
        ref var entry = ref Table[slot];
        (entry.Side ??= new EntrySide()).Lease = lease;
        InFlight++;

        // What was handed out was neither set aside nor delayed; the row may be of before a newer event that voided both.
        (entry.Side.NotBefore, entry.Side.Reason) = (null, null);
        SetParked(ref entry, false);
        _keys.Lease(in entry);
        AssignKeys(slot, Table.SubjectOf(slot), LatestKey(slot));
    }

    /// <summary>A lease that was never committed is taken back: as if it had not been given. The entry stands aside.</summary>
    public void UndoLease(int slot, DateTimeOffset now)
    {
        if (Table[slot].HasPending)
            Set(slot, DeliveryState.Fresh);
        else
            Table[slot].Side!.Reason = Table[slot].Side!.Lease!.FormerReason;
        EndHolding(slot, now);
    }

    /// <summary>A lease was ended by a turn: acknowledged, or given back. The entry stands aside.</summary>
    public void EndLease(int slot, DateTimeOffset now) => EndLease(slot, Table[slot].Side!.Lease!.Nacked ?? DeliveryState.Fresh, now);

    /// <summary>How an entry is to be when its lease is given up at an instant, by who has it in hand or by time.</summary>
    /// <param name="slot">The entry.</param>
    /// <param name="ended">When the lease ends.</param>
    /// <param name="delay">After how long it is delivered again; null for the listener's back-off.</param>
    /// <param name="reason">Why; null for none.</param>
    /// <param name="park">Whether it is set aside whatever its attempts.</param>
    public DeliveryState DecideRedelivery(int slot, DateTimeOffset ended, TimeSpan? delay, string? reason, bool park)
    {
        var (attempts, policy) = (Table[slot].Side!.Lease!.Attempts, Definition.Policy);
        var parked = park || (policy.MaxAttempts > 0 && attempts >= policy.MaxAttempts);
        var notBefore = delay is { } wait ? ended + wait : RetrySchedule.NotBefore(ended, attempts, policy);
        return new DeliveryState(attempts, parked || notBefore <= ended ? null : notBefore, parked, reason);
    }

    /// <summary>
    /// A lease's time is over. What is newer makes the entry pending at once; without it the schedule, or the limit of attempts, decides.
    /// </summary>
    public EntryLease EndLeaseByTime(DateTimeOffset now)
    {
        var slot = Leased.Pop();
        ref var entry = ref Table[slot];
        SetState(ref entry, EntryState.Detached);
        var lease = entry.Side!.Lease!;
        if (!EndLease(slot, DecideRedelivery(slot, lease.Until, delay: null, LeaseEnded, park: false), now))
            RowsOwed.Add(slot);
        Tally.Expired++;
        Tally.Parked += entry.IsParked ? 1 : 0;
        OwedSince ??= now;
        Attach(slot);
        return lease;
    }

    /// <summary>Merges events, whose numbers are open, into the pending ones of an entry that stands aside, and keeps three.</summary>
    public void Merge(int slot, EventRecord[] events, DateTimeOffset now)
    {
        _merged.Clear();
        _merged.AddRange(Pending(slot));
        _merged.AddRange(events);
        _merged.Sort(static (left, right) => left.Number.CompareTo(right.Number));
        _superseded.Clear();
        var kept = OpenEvents.Keep(CollectionsMarshal.AsSpan(_merged), _superseded);
        foreach (var record in _superseded)
            Supersede(record.Number, now);
        SetPending(slot, kept);
    }

    /// <summary>Sets what is pending of an entry that stands aside; the numbers' openness is the caller's affair.</summary>
    public void SetPending(int slot, EventRecord[] events)
    {
        ref var entry = ref Table[slot];
        ClearPending(ref entry);
        if (events.Length > 0)
        {
            SetLatest(ref entry, events[^1]);
            entry.First = events[0].Number;
            entry.Priority = LowestOf(events);
            Enlist(ref entry);
            if (events.Length > 1)
                (entry.Side ??= new EntrySide()).Older = events[..^1];
        }

        AssignKeys(slot, events.Length > 0 ? events[^1].Subject : Table.SubjectOf(slot), events.Length > 0 ? events[^1].Key : null);
    }

    /// <summary>Ends a lease. What is newer, and what comes to nothing, begins anew.</summary>
    /// <returns>Whether it begins anew.</returns>
    private bool EndLease(int slot, DeliveryState back, DateTimeOffset now)
    {
        ref var entry = ref Table[slot];
        var isNewer = entry.HasPending;
        EndHolding(slot, now);
        var isNew = isNewer || !entry.HasPending;
        Set(slot, isNew ? DeliveryState.Fresh : back with { NotBefore = back.NotBefore > now ? back.NotBefore : null });
        return isNew;
    }

    /// <summary>Sets how an entry that stands aside goes on.</summary>
    private void Set(int slot, DeliveryState state)
    {
        ref var entry = ref Table[slot];
        SetAttempts(ref entry, state.Attempts);
        SetParked(ref entry, state.Parked);
        if (state.NotBefore is not null || state.Reason is not null)
            entry.Side ??= new EntrySide();
        if (entry.Side is { } side)
            (side.NotBefore, side.Reason) = (state.NotBefore, state.Reason);
    }

    private static int LowestOf(EventRecord[] events)
    {
        var lowest = int.MaxValue;
        foreach (var record in events)
            lowest = Math.Min(lowest, record.Priority);
        return lowest;
    }

    private static void ClearPending(ref Entry entry)
    {
        entry.Number = 0;
        if (entry.Side is not { } side)
            return;
        (side.Older, side.LatestKey, side.LatestRegistration, side.LatestTraceParent) = ([], null, null, null);
    }

    private void EndHolding(int slot, DateTimeOffset now)
    {
        ref var entry = ref Table[slot];
        var held = entry.Side!.Lease!.Held;
        _keys.EndLease(in entry);
        entry.Side.Lease = null;
        InFlight--;
        if (held.Length > 0)
            Merge(slot, held, now);
        else if (entry.Home is not null)
            AssignKeys(slot, Table.SubjectOf(slot), LatestKey(slot));
    }

    /// <summary>A number that was read is settled by that alone: superseded, or not meant for this listener.</summary>
    private void Supersede(long number, DateTimeOffset now)
    {
        // A row that has it is not written for this alone: read again, it is superseded again.
        Numbers.Settle(number);
        Owed++;
        OwedSince ??= now;
    }
}
