using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners.Queues.Entries;
using MoCluster.Grains.Listeners.Queues.Leases;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Grains.Listeners.Queues.Turns;

/// <summary>
/// One decision of a queue: acknowledgements and hand-outs that become true in one commit. What it touches stands aside until the
/// commit is known, so nothing uncommitted is handed out; what arrives of it meanwhile joins it when the turn has ended.
/// </summary>
internal sealed partial class QueueTurn
{
    private readonly ListenerQueue _queue;
    private readonly LeaseBook _leases;
    private readonly DateTimeOffset _now;
    private readonly TurnLedger _ledger = TurnLedger.Take();
    private readonly List<HandOut> _handOuts = [];
    private bool _settledAhead;
    private bool _isDoubted;

    /// <summary>Begins; <see cref="ListenerQueue.Begin"/> does so.</summary>
    internal QueueTurn(ListenerQueue queue, LeaseBook leases, DateTimeOffset now)
    {
        _queue = queue;
        _leases = leases;
        _now = now;
    }

    /// <summary>
    /// Settles what a token was given for, and ends its lease where it still stands. A token settles what it saw, whoever has the
    /// subject in hand by now; only the current generation ends a lease (DESIGN.md §5).
    /// </summary>
    /// <param name="token">The token.</param>
    /// <returns>Whether it is a token of this group; whether it changed anything is nobody's concern.</returns>
    public bool Acknowledge(EventToken token)
    {
        if (Owner(token) is not { } listener)
            return false;

        var slot = _leases.SlotOf(token.Generation, token.Index, listener);
        var isAnything = false;
        if (token.Position == listener.Position)
        {
            foreach (var number in token.Numbers)
                isAnything |= Settle(listener, number);
        }

        if (slot >= 0 && listener.Table[slot].Side!.Lease is { IsEnding: false } lease)
        {
            Claim(listener, slot);
            lease.IsEnding = true;
            _ledger.Ended.Add((listener, new LeaseEnd(token.Generation, token.Index), slot));
            isAnything = true;
        }

        if (isAnything)
            _ledger.Acknowledged.Add(listener);
        return true;
    }

    /// <summary>Leases what goes first to a caller, as many as are asked for, are there, and may be in flight; at most one a key.</summary>
    /// <param name="listener">From which listener.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="window">How many may be in flight at once, besides the listener's own limit.</param>
    /// <returns>What was given; null for nothing.</returns>
    public HandOut? Fetch(QueuedListener listener, int limit, int window = int.MaxValue)
    {
        var policy = listener.Definition.Policy;
        var most = Math.Min(limit, Math.Min(window, policy.MaxInFlight) - listener.InFlight);
        if (most <= 0 || !_queue.HasReady(listener))
            return null;

        var generation = default(Generation);
        var until = _now + policy.Lease;
        var entries = ImmutableArray.CreateBuilder<LeasedEntry>(Math.Min(most, listener.Ready.Count));
        var deliveries = ImmutableArray.CreateBuilder<Delivery>(entries.Capacity);
        var slots = new List<int>(entries.Capacity);
        while (slots.Count < most && listener.Ready.TryTake(out var slot))
        {
            if (slots.Count == 0)
                generation = _queue.NextGeneration();
            Claim(listener, slot);
            var priority = listener.Table[slot].Priority;
            var given = listener.Lease(slot, generation, slots.Count, until);
            var attempts = listener.Table[slot].Side!.Lease!.Attempts;
            var numbers = NumbersOf(given);
            entries.Add(new LeasedEntry(given[^1].Subject, numbers, attempts, until));
            var token = EventToken.Text(
                _queue.Incarnation, listener.Definition.Uuid, _queue.Group, listener.Position, generation, slots.Count, numbers.AsSpan());
            deliveries.Add(new Delivery(given[^1], priority, attempts, token, until));
            slots.Add(slot);
        }

        if (slots.Count == 0)
            return null;
        var record = new LeaseRecord(generation, listener.Definition.Uuid, listener.Position, entries.DrainToImmutable());
        var handOut = new HandOut(listener, record, [.. slots], deliveries.DrainToImmutable());
        _leases.Add(generation, listener, handOut.Slots);
        _handOuts.Add(handOut);
        return handOut;
    }

    /// <summary>
    /// Ends deciding. What is owed goes with it; what is owed alone waits until it is due.
    /// </summary>
    /// <param name="flush">Whether what is owed is written though it is not due.</param>
    /// <returns>What to commit; null when there is nothing, and the turn is over.</returns>
    public GroupWrite? Seal(bool flush = false)
    {
        var isChanged = _ledger.Claimed.Count > 0 || _settledAhead || _isDoubted;
        if (!isChanged && !_queue.IsDue(_now) && !(flush && _queue.IsOwing))
        {
            End();
            return null;
        }

        EndSilences();
        var (changes, dropped) = _leases.Take(_ledger.Ended.Select(ended => ended.End), Touches());
        return new GroupWrite
        {
            Group = _queue.Group,
            Epoch = _queue.Epoch,
            Leases = [.. _handOuts.Select(handOut => handOut.Record)],
            LeaseChanges = changes,
            LeasesDropped = dropped,
            Listeners = [.. _queue.Listeners.Select(listener => listener.TakeProgress()).OfType<ListenerProgress>()],
        };
    }

    /// <summary>The commit became true.</summary>
    public void Complete()
    {
        _leases.Written();
        foreach (var listener in _queue.Listeners)
            listener.Written();
        Count();
        CompleteTouches();
        foreach (var (listener, _, slot) in _ledger.Ended)
            listener.EndLease(slot, _now);
        Release();
    }

    /// <summary>The commit did not become true, and nothing was done: all is as before the turn, but for what arrived since.</summary>
    /// <returns>
    /// Whether the queue can go on. It cannot when numbers were settled that had not been read yet, for the reading may have passed
    /// them meanwhile: it is to be rebuilt.
    /// </returns>
    public bool Abort()
    {
        _leases.NotWritten(_ledger.Ended.Select(ended => (ended.End, ended.Slot)));
        foreach (var (listener, _, slot) in _ledger.Ended)
        {
            var lease = listener.Table[slot].Side!.Lease!;
            (lease.IsEnding, lease.Nacked) = (false, null);
        }

        foreach (var listener in _queue.Listeners)
            listener.NotWritten();
        foreach (var (listener, slot) in _ledger.Unsilenced)
            listener.SetSilenced(ref listener.Table[slot], true);
        RestoreAltered();
        for (var i = _handOuts.Count - 1; i >= 0; i--)
        {
            _leases.Forget(_handOuts[i].Record.Generation);
            foreach (var slot in _handOuts[i].Slots)
                _handOuts[i].Listener.UndoLease(slot, _now);
        }

        for (var i = _ledger.Settled.Count - 1; i >= 0; i--)
            _ledger.Settled[i].Listener.Reopen(_ledger.Settled[i].Slot, _ledger.Settled[i].Event, _ledger.Settled[i].Held, _now);
        Release();
        return !_settledAhead;
    }

    /// <summary>
    /// The listener of a token that this group gave, as far as can be told; else null. A token that speaks of what is not known here is
    /// forged, or this activation is superseded and does not know it yet: the epoch tells, so the turn commits before it answers.
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

    private static ImmutableArray<long> NumbersOf(EventRecord[] events)
    {
        var numbers = new long[events.Length];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = events[i].Number;
        return ImmutableCollectionsMarshal.AsImmutableArray(numbers);
    }

    /// <returns>Whether it was open.</returns>
    private bool Settle(QueuedListener listener, long number)
    {
        if (listener.Numbers.TryFind(number, out var slot))
        {
            Claim(listener, slot);
            var (record, held) = listener.Settle(slot, number);
            _ledger.Settled.Add((listener, slot, record, held));
            return true;
        }

        if (number <= listener.Numbers.Read || listener.Numbers.IsCoveredAhead(number))
            return false;
        listener.Numbers.Settle(number);
        _settledAhead = true;
        return true;
    }

    /// <summary>Silence is an entry's: it ends when nothing of the entry is open, though a lease may stand.</summary>
    private void EndSilences()
    {
        foreach (var (listener, slot) in _ledger.Claimed)
        {
            ref var entry = ref listener.Table[slot];
            if (!entry.IsSilenced || entry.IsOpen)
                continue;
            listener.SetSilenced(ref entry, false);
            _ledger.Unsilenced.Add((listener, slot));
        }
    }

    private void Claim(QueuedListener listener, int slot)
    {
        ref var entry = ref listener.Table[slot];
        if (entry.InTurn)
            return;
        listener.Detach(slot);
        entry.Set(EntryFlags.InTurn, true);
        _ledger.Claimed.Add((listener, slot));
    }

    private void End()
    {
        _queue.End(this);
        _ledger.Return();
    }

    private void Release()
    {
        foreach (var (listener, slot) in _ledger.Claimed)
        {
            listener.Table[slot].Set(EntryFlags.InTurn, false);
            listener.Attach(slot);
        }

        foreach (var listener in _queue.Listeners)
            listener.TakeDeferred(_now);
        End();
    }
}
