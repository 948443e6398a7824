namespace MoCluster.Grains.Listeners.Queues.Entries;

/// <summary>Not silenced first, then priority, then attempts, then first number (DESIGN.md §5). Total: first numbers differ.</summary>
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
