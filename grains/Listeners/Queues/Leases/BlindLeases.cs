using MoCluster.Grains.Listeners.Queues.Entries;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Grains.Listeners.Queues.Leases;

/// <summary>
/// The leases of events that could not be read: after a position was set, the log may not keep what was handed out before.
/// The keys of such events are unknown and cannot be excluded, so the group hands out nothing until they have ended.
/// </summary>
internal sealed class BlindLeases
{
    private readonly List<(QueuedListener Listener, int Slot, Generation Generation, int Index)> _leases = [];

    /// <summary>Whether such a lease has not ended yet.</summary>
    public bool Any
    {
        get
        {
            if (_leases.Count > 0)
                _leases.RemoveAll(HasEnded);
            return _leases.Count > 0;
        }
    }

    /// <summary>Adds a lease.</summary>
    /// <param name="listener">The entry's listener.</param>
    /// <param name="slot">The entry.</param>
    /// <param name="lease">The lease.</param>
    public void Add(QueuedListener listener, int slot, EntryLease lease) => _leases.Add((listener, slot, lease.Generation, lease.Index));

    private static bool HasEnded((QueuedListener Listener, int Slot, Generation Generation, int Index) blind) =>
        blind.Listener.Table[blind.Slot].Side?.Lease is not { } lease || (lease.Generation, lease.Index) != (blind.Generation, blind.Index);
}
