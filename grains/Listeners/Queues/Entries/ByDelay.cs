namespace MoCluster.Grains.Listeners.Queues.Entries;

/// <summary>Those whose delay ends first go first.</summary>
internal readonly struct ByDelay : IEntryOrder
{
    /// <inheritdoc />
    public static bool Before(ref readonly Entry left, ref readonly Entry right) => left.Side!.NotBefore < right.Side!.NotBefore;
}
