namespace MoCluster.Grains.Storage.Listeners;

/// <summary>Identifies the lease record of one fetch. No generation is used twice.</summary>
/// <param name="Epoch">The epoch of the grain activation that made the record.</param>
/// <param name="Ordinal">The count of the record within the epoch, from 1.</param>
public readonly record struct Generation(long Epoch, long Ordinal) : IComparable<Generation>
{
    /// <summary>Orders by epoch, then ordinal.</summary>
    /// <param name="other">The generation to compare with.</param>
    public int CompareTo(Generation other) => Epoch != other.Epoch ? Epoch.CompareTo(other.Epoch) : Ordinal.CompareTo(other.Ordinal);

    /// <summary>Whether the left one is older.</summary>
    public static bool operator <(Generation left, Generation right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left one is newer.</summary>
    public static bool operator >(Generation left, Generation right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one is older or the same.</summary>
    public static bool operator <=(Generation left, Generation right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one is newer or the same.</summary>
    public static bool operator >=(Generation left, Generation right) => left.CompareTo(right) >= 0;
}
