namespace MoCluster.Grains.Listeners.Queues;

/// <summary>What one listener has behind one key.</summary>
internal struct KeySeat
{
    /// <summary>A slot plus one: the entry that stands among the ready ones for all of the key; 0 for none.</summary>
    public int Representative;

    /// <summary>The others, in their order; null before the first.</summary>
    public EntryHeap<ByUrgency>? Waiting;
}
