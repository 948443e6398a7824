namespace MoCluster.Grains.Listeners.Queues.Entries;

/// <summary>An order of entries. It is a type argument of <see cref="EntryHeap{TOrder}"/>, so that a comparison is not a virtual call.</summary>
internal interface IEntryOrder
{
    /// <summary>Whether the left entry goes first.</summary>
    static abstract bool Before(ref readonly Entry left, ref readonly Entry right);
}
