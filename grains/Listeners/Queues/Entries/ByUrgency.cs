namespace MoCluster.Grains.Listeners.Queues.Entries;

/// <summary>
/// The order in which entries are fetched: silenced ones last, then by priority, attempts, first number (docs/architecture.md §5.3). It is total, because
/// first numbers differ.
/// </summary>
internal readonly struct ByUrgency : IEntryOrder
{
    /// <inheritdoc />
    public static bool Before(ref readonly Entry left, ref readonly Entry right)
    {
        if (left.IsSilenced != right.IsSilenced)
            return right.IsSilenced;
        if (left.Priority != right.Priority)
            return left.Priority < right.Priority;
        return left.Attempts != right.Attempts ? left.Attempts < right.Attempts : left.First < right.First;
    }
}
