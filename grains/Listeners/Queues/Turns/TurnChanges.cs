using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners.Queues.Entries;
using MoCluster.Grains.Listeners.Queues.Transitions;

namespace MoCluster.Grains.Listeners.Queues.Turns;

/// <summary>The entries that a turn changes for operators, and how they were before.</summary>
/// <param name="ledger">What the turn did.</param>
internal sealed class TurnChanges(TurnLedger ledger)
{
    private readonly List<Former> _changed = [];

    /// <summary>Changes an entry, if the verb applies to it.</summary>
    /// <param name="listener">The listener.</param>
    /// <param name="slot">The entry.</param>
    /// <param name="verb">The verb.</param>
    /// <param name="reason">Why; null when no reason was given.</param>
    /// <returns>Whether the verb applied.</returns>
    public bool Change(QueuedListener listener, int slot, EntryVerb verb, string? reason)
    {
        if (!EntryChanges.Applies(verb, in listener.Table[slot]))
            return false;
        ledger.Claim(listener, slot);
        ref readonly var entry = ref listener.Table[slot];
        _changed.Add(new Former(new EntrySlot(listener, slot), entry.Number, entry.IsSilenced, DeliveryState.Of(in entry)));
        listener.Changes.Apply(slot, verb, reason);
        return true;
    }

    /// <summary>Counts the parked entries, which are committed.</summary>
    public void Count()
    {
        foreach (var former in _changed)
            former.At.Listener.Tally.Parked += former.At.Entry.IsParked && !former.State.Parked ? 1 : 0;
    }

    /// <summary>Undoes the changes, which were not committed. What a newer event has voided in the meantime stays void.</summary>
    public void Undo()
    {
        for (var i = _changed.Count - 1; i >= 0; i--)
        {
            var (at, number, silenced, state) = _changed[i];
            at.Listener.Changes.Undo(at.Slot, silenced, at.Entry.Number > number ? null : state);
        }
    }

    /// <summary>How an entry was before it was changed.</summary>
    private readonly record struct Former(EntrySlot At, long Number, bool Silenced, DeliveryState State);
}
