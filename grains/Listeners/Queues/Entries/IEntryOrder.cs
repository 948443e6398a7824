namespace MoCluster.Grains.Listeners.Queues.Entries;

/// <summary>An order of entries, as a type, so that a heap compares without a call through a table.</summary>
internal interface IEntryOrder
{
    /// <summary>Whether the left entry goes first.</summary>
    static abstract bool Before(ref readonly Entry left, ref readonly Entry right);
}
