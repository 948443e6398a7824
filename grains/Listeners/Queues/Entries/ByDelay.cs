namespace MoCluster.Grains.Listeners.Queues.Entries;

/// <summary>Entries whose delay ends first go first.</summary>
internal readonly struct ByDelay : IEntryOrder
{
    /// <inheritdoc />
    public static bool Before(ref readonly Entry left, ref readonly Entry right) => left.NotBefore < right.NotBefore;
}
