using System.Collections.Concurrent;
using MoCluster.Grains.Listeners.Queues.Entries;

namespace MoCluster.Grains.Listeners.Queues.Turns;

/// <summary>
/// Records what a turn did, so that it can be completed or undone. A later turn, of any queue, uses the lists again; otherwise a turn of
/// thousands of entries would grow each of them anew.
/// </summary>
internal sealed class TurnLedger
{
    /// <summary>A longer list is not kept for another turn.</summary>
    private const int MaxKeptLength = 8_192;

    /// <summary>How many ledgers are kept at most, about a megabyte each.</summary>
    private const int MaxKept = 16;

    private static readonly ConcurrentQueue<TurnLedger> Kept = [];

    /// <summary>The entries that the turn changes.</summary>
    public List<EntrySlot> Claimed { get; } = [];

    /// <summary>The numbers that it settles.</summary>
    public List<SettledNumber> Settled { get; } = [];

    /// <summary>The leases that it ends.</summary>
    public List<EndedLease> Ended { get; } = [];

    /// <summary>The entries that it unsilences.</summary>
    public List<EntrySlot> Unsilenced { get; } = [];

    /// <summary>The listener of each acknowledgement that settled a number or ended a lease.</summary>
    public List<QueuedListener> Acknowledged { get; } = [];

    /// <summary>Takes an empty ledger.</summary>
    public static TurnLedger Take() => Kept.TryDequeue(out var ledger) ? ledger : new TurnLedger();

    /// <summary>Detaches an entry until the turn ends. Does nothing when the turn has claimed it already.</summary>
    public void Claim(QueuedListener listener, int slot)
    {
        ref var entry = ref listener.Table[slot];
        if (entry.InTurn)
            return;
        listener.States.Detach(slot);
        entry.Set(EntryFlags.InTurn, true);
        Claimed.Add(new EntrySlot(listener, slot));
    }

    /// <summary>Attaches the claimed entries again: the turn has ended.</summary>
    public void Release()
    {
        foreach (var (listener, slot) in Claimed)
        {
            listener.Table[slot].Set(EntryFlags.InTurn, false);
            listener.States.Attach(slot);
        }
    }

    /// <summary>Empties it for another turn. The caller must not use it any more.</summary>
    public void Return()
    {
        Clear(Claimed);
        Clear(Settled);
        Clear(Ended);
        Clear(Unsilenced);
        Clear(Acknowledged);
        if (Kept.Count < MaxKept)
            Kept.Enqueue(this);
    }

    private static void Clear<T>(List<T> list)
    {
        list.Clear();
        if (list.Capacity > MaxKeptLength)
            list.Capacity = 0;
    }
}
