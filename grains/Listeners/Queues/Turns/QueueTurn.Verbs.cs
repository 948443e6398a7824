using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners.Queues.Entries;
using MoCluster.Grains.Listeners.Queues.Leases;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Grains.Listeners.Queues.Turns;

/// <content>What is done besides acknowledging and fetching: by those who have something in hand, and by those who look after the queue.</content>
internal sealed partial class QueueTurn
{
    private readonly Dictionary<LeaseEnd, (QueuedListener Listener, int Slot, DateTimeOffset Until)> _touched = [];
    private readonly List<Altered> _altered = [];

    /// <summary>Gives back what a token was given for, where its lease still stands (DESIGN.md §5).</summary>
    /// <param name="token">The token.</param>
    /// <param name="delay">After how long it is delivered again; null for the listener's back-off.</param>
    /// <param name="reason">Why; null for none.</param>
    /// <param name="park">Whether it is set aside.</param>
    /// <returns>Whether the lease stood.</returns>
    public bool Nack(EventToken token, TimeSpan? delay, string? reason, bool park)
    {
        if (!IsStanding(token, out var listener, out var slot))
            return false;
        Claim(listener, slot);
        var lease = listener.Table[slot].Side!.Lease!;
        lease.IsEnding = true;
        lease.Nacked = listener.DecideRedelivery(slot, _now, delay, reason, park);
        listener.RowsOwed.Add(slot);
        _ledger.Ended.Add((listener, new LeaseEnd(token.Generation, token.Index), slot));
        return true;
    }

    /// <summary>Extends the lease of a token, where it still stands. A lease never gets shorter.</summary>
    /// <param name="token">The token.</param>
    /// <param name="length">How long it lasts from now; null for the listener's lease.</param>
    /// <returns>When it ends; null when it does not stand.</returns>
    public DateTimeOffset? Touch(EventToken token, TimeSpan? length)
    {
        if (!IsStanding(token, out var listener, out var slot))
            return null;
        var end = new LeaseEnd(token.Generation, token.Index);
        var until = _now + (length ?? listener.Definition.Policy.Lease);
        var standing = _touched.TryGetValue(end, out var before) ? before.Until : listener.Table[slot].Side!.Lease!.Until;
        if (until <= standing)
            return standing;
        Claim(listener, slot);
        _touched[end] = (listener, slot, until);
        return until;
    }

    /// <summary>Changes how an entry is treated, where that applies to it.</summary>
    /// <param name="listener">The listener.</param>
    /// <param name="slot">The entry.</param>
    /// <param name="verb">What is done.</param>
    /// <param name="reason">Why; null for none.</param>
    /// <returns>Whether it applied.</returns>
    public bool Change(QueuedListener listener, int slot, EntryVerb verb, string? reason)
    {
        if (!QueuedListener.Applies(verb, in listener.Table[slot]))
            return false;
        Claim(listener, slot);
        ref readonly var entry = ref listener.Table[slot];
        _altered.Add(new Altered(
            listener,
            slot,
            entry.Number,
            entry.IsSilenced,
            new DeliveryState(entry.Attempts, entry.Side?.NotBefore, entry.IsParked, entry.Side?.Reason)));
        listener.Change(slot, verb, reason);
        return true;
    }

    /// <summary>
    /// Nothing was found to be done: that is so, or this activation is superseded and does not know it yet. The epoch tells, so the turn
    /// commits before it answers.
    /// </summary>
    public void Doubt() => _isDoubted = true;

    private bool IsStanding(EventToken token, out QueuedListener listener, out int slot)
    {
        listener = Owner(token)!;
        slot = listener is null ? -1 : _leases.SlotOf(token.Generation, token.Index, listener);
        return slot >= 0 && listener!.Table[slot].Side!.Lease is { IsEnding: false };
    }

    private IEnumerable<LeaseChange> Touches() => _touched
        .Select(pair => new LeaseChange(pair.Key.Generation, pair.Key.Index, pair.Value.Until, Ended: false));

    private void CompleteTouches()
    {
        foreach (var (listener, slot, until) in _touched.Values)
        {
            if (listener.Table[slot].Side!.Lease is { } lease)
                lease.Until = until;
        }
    }

    /// <summary>Nothing was changed after all; but what a newer event voided meanwhile stays void.</summary>
    private void RestoreAltered()
    {
        for (var i = _altered.Count - 1; i >= 0; i--)
        {
            var (listener, slot, number, silenced, state) = _altered[i];
            listener.Restore(slot, silenced, listener.Table[slot].Number > number ? null : state);
        }
    }

    /// <summary>How an entry was before it was changed.</summary>
    private readonly record struct Altered(QueuedListener Listener, int Slot, long Number, bool Silenced, DeliveryState State);
}
