using System.Collections.Concurrent;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Listeners.Queues.Leases;

namespace MoCluster.Grains.Listeners.Queues.Turns;

/// <summary>
/// What a turn did, in lists that a later turn, of whichever queue, uses again: one of thousands of entries would else grow each of them anew.
/// </summary>
internal sealed class TurnLedger
{
    /// <summary>Lists that a larger turn has made larger are not kept.</summary>
    private const int MostKept = 8_192;

    /// <summary>How many wait for their next turn at most, a megabyte each.</summary>
    private const int MostFree = 16;

    private static readonly ConcurrentQueue<TurnLedger> Free = [];

    /// <summary>The entries that it has in its hands.</summary>
    public List<(QueuedListener Listener, int Slot)> Claimed { get; } = [];

    /// <summary>The numbers that it settled, and whether they were in somebody's hand.</summary>
    public List<(QueuedListener Listener, int Slot, EventRecord Event, bool Held)> Settled { get; } = [];

    /// <summary>The leases that it ends.</summary>
    public List<(QueuedListener Listener, LeaseEnd End, int Slot)> Ended { get; } = [];

    /// <summary>The entries whose silence it ended.</summary>
    public List<(QueuedListener Listener, int Slot)> Unsilenced { get; } = [];

    /// <summary>A listener for each acknowledgement that did anything.</summary>
    public List<QueuedListener> Acknowledged { get; } = [];

    /// <summary>An empty one.</summary>
    public static TurnLedger Take() => Free.TryDequeue(out var ledger) ? ledger : new TurnLedger();

    /// <summary>Empties it for another turn; who gives it back lets go of it.</summary>
    public void Return()
    {
        Clear(Claimed);
        Clear(Settled);
        Clear(Ended);
        Clear(Unsilenced);
        Clear(Acknowledged);
        if (Free.Count < MostFree)
            Free.Enqueue(this);
    }

    private static void Clear<T>(List<T> list)
    {
        list.Clear();
        if (list.Capacity > MostKept)
            list.Capacity = 0;
    }
}
