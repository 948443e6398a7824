using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners.Queues.Entries;
using MoCluster.Grains.Listeners.Queues.Leases;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Grains.Listeners.Queues.Turns;

/// <summary>
/// One decision of a queue: acknowledgements, hand-outs and changes that become true in one commit. The entries that it changes stay detached
/// until the outcome of the commit is known, so nothing uncommitted is handed out. Events that arrive for them in the meantime are taken in
/// when the turn has ended.
/// </summary>
internal sealed class QueueTurn
{
    private readonly ListenerQueue _queue;
    private readonly LeaseBook _leases;
    private readonly DateTimeOffset _now;
    private readonly TurnLedger _ledger = TurnLedger.Take();
    private readonly TurnHandOuts _handOuts;
    private readonly TurnTouches _touches = new();
    private readonly TurnChanges _changes;
    private bool _settledAhead;
    private bool _isDoubted;

    /// <summary>Begins; only <see cref="ListenerQueue.Begin"/> calls this.</summary>
    internal QueueTurn(ListenerQueue queue, LeaseBook leases, DateTimeOffset now)
    {
        _queue = queue;
        _leases = leases;
        _now = now;
        _handOuts = new TurnHandOuts(queue, leases, _ledger, now);
        _changes = new TurnChanges(_ledger);
    }

    /// <summary>
    /// Settles the numbers of a token, and ends its lease if that has not ended yet. A token settles its numbers even if another caller has
    /// leased the subject since; only a token of the current generation ends a lease (docs/architecture.md §5.5).
    /// </summary>
    /// <param name="token">The token.</param>
    /// <returns>Whether it is a token of this group, not whether it changed anything.</returns>
    public bool Acknowledge(EventToken token)
    {
        if (Owner(token) is not { } listener)
            return false;
        var lease = LeaseOf(token, listener, out var slot);
        var isEffective = false;
        if (token.Position == listener.Position)
        {
            foreach (var number in token.Numbers)
                isEffective |= Settle(listener, number);
        }

        if (lease is { IsEnding: false })
        {
            _ledger.Claim(listener, slot);
            End(token, new EntrySlot(listener, slot), lease);
            isEffective = true;
        }

        if (isEffective)
            _ledger.Acknowledged.Add(listener);
        return true;
    }

    /// <summary>Leases ready entries in their order, at most one a key, within the limit and the window.</summary>
    /// <param name="listener">The listener.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="window">How many may be in flight at once, besides the listener's own limit.</param>
    /// <returns>What was leased; null for nothing.</returns>
    public HandOut? Fetch(QueuedListener listener, int limit, int window = int.MaxValue) => _handOuts.Fetch(listener, limit, window);

    /// <summary>Ends the lease of a token without an acknowledgement, if it has not ended yet (docs/architecture.md §5.5).</summary>
    /// <param name="token">The token.</param>
    /// <param name="delay">The time until the entry is delivered again; null for the listener's back-off.</param>
    /// <param name="reason">Why; null when no reason was given.</param>
    /// <param name="park">Whether the entry is parked.</param>
    /// <returns>Whether the lease had not ended yet.</returns>
    public bool Nack(EventToken token, TimeSpan? delay, string? reason, bool park)
    {
        if (Owner(token) is not { } listener || LeaseOf(token, listener, out var slot) is not { IsEnding: false } lease)
            return false;
        _ledger.Claim(listener, slot);
        lease.Nacked = listener.Leases.DecideRedelivery(lease, _now, delay, reason, park);
        End(token, new EntrySlot(listener, slot), lease);
        listener.Unwritten.Rows.Add(slot);
        return true;
    }

    /// <summary>Extends the lease of a token, if it has not ended yet. A lease never gets shorter.</summary>
    /// <param name="token">The token.</param>
    /// <param name="length">How long it lasts from now; null for the listener's lease.</param>
    /// <returns>When it ends; null when it has ended already.</returns>
    public DateTimeOffset? Touch(EventToken token, TimeSpan? length)
    {
        if (Owner(token) is not { } listener || LeaseOf(token, listener, out var slot) is not { IsEnding: false } lease)
            return null;
        var until = _now + (length ?? listener.Definition.Policy.Lease);
        var key = new LeaseKey(token.Generation, token.Index);
        var standing = _touches.Find(key) ?? lease.Until;
        if (until <= standing)
            return standing;
        _ledger.Claim(listener, slot);
        _touches.Add(key, new EntrySlot(listener, slot), until);
        return until;
    }

    /// <summary>Changes an entry for an operator, if the verb applies to it.</summary>
    /// <param name="listener">The listener.</param>
    /// <param name="slot">The entry.</param>
    /// <param name="verb">The verb.</param>
    /// <param name="reason">Why; null when no reason was given.</param>
    /// <returns>Whether the verb applied.</returns>
    public bool Change(QueuedListener listener, int slot, EntryVerb verb, string? reason) =>
        verb == EntryVerb.Release && listener.Table[slot].Side?.Lease is { } lease
            ? Release(new EntrySlot(listener, slot), lease, reason)
            : _changes.Change(listener, slot, verb, reason);

    /// <summary>
    /// Makes the turn commit even if it changes nothing. Used where nothing was found to do: either there is nothing, or this activation is
    /// superseded and does not know it yet, which the commit under its epoch will tell.
    /// </summary>
    public void Doubt() => _isDoubted = true;

    /// <summary>Ends deciding. Progress that waits to be stored is written with the rest; alone it is written when it is due.</summary>
    /// <param name="flush">Whether progress is written though it is not due.</param>
    /// <returns>What to commit; null when there is nothing to commit, and the turn is over.</returns>
    public GroupWrite? Seal(bool flush = false)
    {
        var isChanged = _ledger.Claimed.Count > 0 || _settledAhead || _isDoubted;
        if (!isChanged && !_queue.IsDue(_now) && !(flush && _queue.HasUnwritten))
        {
            Close();
            return null;
        }

        EndSilences();
        var (changes, dropped) = _leases.Take(_ledger.Ended.Select(ended => ended.Key), _touches.Changes);
        return new GroupWrite
        {
            Group = _queue.Group,
            Epoch = _queue.Epoch,
            Leases = _handOuts.Records,
            LeaseChanges = changes,
            LeasesDropped = dropped,
            Listeners = [.. _queue.Listeners.Select(listener => listener.Progress.Take()).OfType<ListenerProgress>()],
        };
    }

    /// <summary>Completes the turn: the commit became true.</summary>
    public void Complete()
    {
        _leases.Written();
        foreach (var listener in _queue.Listeners)
            listener.Progress.Written();
        Count();
        _touches.Complete();
        foreach (var ended in _ledger.Ended)
            ended.At.Listener.Leases.End(ended.At.Slot, _now);
        Release();
    }

    /// <summary>Undoes the turn, because its commit was not made. All is as before, except for what has arrived since.</summary>
    /// <returns>
    /// Whether the queue can go on. It cannot when numbers were settled that had not been read yet, because the reading may have passed them in
    /// the meantime: then it must be rebuilt.
    /// </returns>
    public bool Abort()
    {
        _leases.NotWritten(_ledger.Ended.Select(ended => (ended.Key, ended.At.Slot)));
        foreach (var ended in _ledger.Ended)
            (ended.Lease.IsEnding, ended.Lease.Nacked) = (false, null);
        foreach (var listener in _queue.Listeners)
            listener.Progress.NotWritten();
        foreach (var at in _ledger.Unsilenced)
            at.Listener.States.SetSilenced(ref at.Entry, true);
        _changes.Undo();
        _handOuts.Undo();
        for (var i = _ledger.Settled.Count - 1; i >= 0; i--)
        {
            var (at, record, held) = _ledger.Settled[i];
            at.Listener.EntryNumbers.Reopen(at.Slot, record, held, _now);
        }

        Release();
        return !_settledAhead;
    }

    /// <summary>
    /// The listener of a token that this group gave, as far as can be told; otherwise null. If the token names an
    /// epoch, position or number that is not known here, it is forged, or this activation is superseded and does not know it yet. The commit
    /// under its epoch will show which, so the turn commits.
    /// </summary>
    private QueuedListener? Owner(EventToken token)
    {
        if (token.Incarnation != _queue.Incarnation || token.Group != _queue.Group || _queue.Find(token.Listener) is not { } listener)
            return null;
        var isUnknown = token.Generation.Epoch > _queue.Epoch || token.Position > listener.Position
            || (token.Position == listener.Position && token.Numbers[^1] > listener.Head);
        _isDoubted |= isUnknown;
        return isUnknown ? null : listener;
    }

    /// <summary>The lease of a token; null when it has ended. This turn may be ending it.</summary>
    private EntryLease? LeaseOf(EventToken token, QueuedListener listener, out int slot) =>
        _leases.TryFind(token.Generation, token.Index, listener, out slot) ? listener.Table[slot].Side?.Lease : null;

    private void End(EventToken token, EntrySlot at, EntryLease lease) => End(new LeaseKey(token.Generation, token.Index), at, lease);

    private void End(LeaseKey key, EntrySlot at, EntryLease lease)
    {
        lease.IsEnding = true;
        _ledger.Ended.Add(new EndedLease(at, key, lease));
    }

    /// <summary>Ends a lease whose time has not passed, without a further delay.</summary>
    /// <returns>Whether it was committed, and is not ending already.</returns>
    private bool Release(EntrySlot at, EntryLease lease, string? reason)
    {
        if (lease.IsEnding || _handOuts.Gave(lease))
            return false;
        _ledger.Claim(at.Listener, at.Slot);
        lease.Nacked = at.Listener.Leases.DecideRedelivery(lease, _now, TimeSpan.Zero, reason, park: false);
        End(new LeaseKey(lease.Generation, lease.Index), at, lease);
        at.Listener.Unwritten.Rows.Add(at.Slot);
        return true;
    }

    /// <returns>Whether the number was open.</returns>
    private bool Settle(QueuedListener listener, long number)
    {
        if (listener.Numbers.TryFind(number, out var slot))
        {
            _ledger.Claim(listener, slot);
            var (record, held) = listener.EntryNumbers.Settle(slot, number);
            _ledger.Settled.Add(new SettledNumber(new EntrySlot(listener, slot), record, held));
            return true;
        }

        if (number <= listener.Numbers.Read || listener.Numbers.IsCoveredAhead(number))
            return false;
        listener.Numbers.Settle(number);
        _settledAhead = true;
        return true;
    }

    /// <summary>Ends the silence of entries without open numbers, even of leased ones: silence belongs to the open numbers.</summary>
    private void EndSilences()
    {
        foreach (var at in _ledger.Claimed)
        {
            ref var entry = ref at.Entry;
            if (!entry.IsSilenced || entry.IsOpen)
                continue;
            at.Listener.States.SetSilenced(ref entry, false);
            _ledger.Unsilenced.Add(at);
        }
    }

    private void Count()
    {
        _handOuts.Count();
        foreach (var listener in _ledger.Acknowledged)
            listener.Tally.Acknowledged++;
        foreach (var ended in _ledger.Ended)
        {
            if (ended.Lease.Nacked is not { } state)
                continue;
            ended.At.Listener.Tally.Nacked++;
            ended.At.Listener.Tally.Parked += state.Parked ? 1 : 0;
        }

        _changes.Count();
    }

    private void Release()
    {
        _ledger.Release();
        foreach (var listener in _queue.Listeners)
            listener.Intake.TakeDeferred(_now);
        Close();
    }

    private void Close()
    {
        _queue.End(this);
        _ledger.Return();
    }
}
