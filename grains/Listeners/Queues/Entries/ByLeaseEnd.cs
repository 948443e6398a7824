namespace MoCluster.Grains.Listeners.Queues.Entries;

/// <summary>Entries whose lease ends first go first.</summary>
internal readonly struct ByLeaseEnd : IEntryOrder
{
    /// <inheritdoc />
    public static bool Before(ref readonly Entry left, ref readonly Entry right) => left.Lease.Until < right.Lease.Until;
}
