using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners.Queues.Entries;
using MoCluster.Grains.Listeners.Queues.Numbers;

namespace MoCluster.Grains.Listeners.Queues.Transitions;

/// <summary>Applies what operators do to entries: silence, unsilence, rerun, park, replay, release.</summary>
/// <param name="table">The entries.</param>
/// <param name="states">Keeps the entries by state.</param>
/// <param name="unwritten">What is not stored yet.</param>
internal sealed class EntryChanges(EntryTable table, EntryStates states, UnwrittenProgress unwritten)
{
    /// <summary>Whether a verb applies to an entry. A leased entry stays leased: it can only be silenced and unsilenced. A turn itself ends the lease that is released.</summary>
    public static bool Applies(EntryVerb verb, ref readonly Entry entry) => verb switch
    {
        EntryVerb.Silence => !entry.IsSilenced && entry.IsOpen,
        EntryVerb.Unsilence => entry.IsSilenced && entry.IsOpen,
        EntryVerb.Rerun or EntryVerb.Release => !entry.IsLeased && entry.HasPending && entry.NotBefore is not null,
        EntryVerb.Park => !entry.IsLeased && entry.HasPending && !entry.IsParked,
        EntryVerb.Replay => !entry.IsLeased && entry.HasPending && entry.IsParked,
        _ => throw new ArgumentOutOfRangeException(nameof(verb), verb, "There is no such verb."),
    };

    /// <summary>Changes a detached entry to which the verb applies.</summary>
    /// <param name="slot">The entry.</param>
    /// <param name="verb">The verb.</param>
    /// <param name="reason">Why; null when no reason was given.</param>
    public void Apply(int slot, EntryVerb verb, string? reason)
    {
        ref var entry = ref table[slot];
        var side = entry.EnsureSide();
        unwritten.Rows.Add(slot);
        switch (verb)
        {
            case EntryVerb.Silence:
                states.SetSilenced(ref entry, true);
                break;
            case EntryVerb.Unsilence:
                states.SetSilenced(ref entry, false);
                EndDelay(side);
                break;
            case EntryVerb.Rerun or EntryVerb.Release:
                EndDelay(side);
                break;
            case EntryVerb.Park:
                states.Set(slot, new DeliveryState(entry.Attempts, null, Parked: true, reason ?? side.Reason));
                break;
            case EntryVerb.Replay:
                states.Set(slot, DeliveryState.Fresh);
                break;
        }
    }

    /// <summary>Undoes a change of a detached entry that was not committed.</summary>
    /// <param name="slot">The entry.</param>
    /// <param name="silenced">Whether it was silenced before.</param>
    /// <param name="state">How it was delivered before; null when a newer event has voided that.</param>
    public void Undo(int slot, bool silenced, DeliveryState? state)
    {
        states.SetSilenced(ref table[slot], silenced);
        if (state is not null)
            states.Set(slot, state);
    }

    private static void EndDelay(EntrySide side)
    {
        side.NotBefore = null;

        // An entry that the same turn nacked does not wait any longer either.
        if (side.Lease is { Nacked: { } nacked } lease)
            lease.Nacked = nacked with { NotBefore = null };
    }
}
