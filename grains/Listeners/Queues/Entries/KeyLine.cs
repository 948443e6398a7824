namespace MoCluster.Grains.Listeners.Queues.Entries;

/// <summary>The pending entries of one listener that share a key: at most one is ready, the others are blocked behind it.</summary>
internal struct KeyLine
{
    /// <summary>The slot, plus one, of the entry that is ready; 0 when none is.</summary>
    public int ReadySlot;

    /// <summary>The blocked entries, in their order; null until there is a first.</summary>
    public EntryHeap<ByUrgency>? Blocked;
}
