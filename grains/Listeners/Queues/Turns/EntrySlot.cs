using MoCluster.Grains.Listeners.Queues.Entries;

namespace MoCluster.Grains.Listeners.Queues.Turns;

/// <summary>Names one entry of the group: its listener, and its slot in that listener's table.</summary>
/// <param name="Listener">The listener.</param>
/// <param name="Slot">The slot.</param>
internal readonly record struct EntrySlot(QueuedListener Listener, int Slot)
{
    /// <summary>The entry.</summary>
    public ref Entry Entry => ref Listener.Table[Slot];
}
