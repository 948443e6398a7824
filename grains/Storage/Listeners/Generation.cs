namespace MoCluster.Grains.Storage.Listeners;

/// <summary>Which hand-out: never used twice.</summary>
/// <param name="Epoch">The epoch of the activation that gave it.</param>
/// <param name="Ordinal">Its count within the epoch, from 1.</param>
public readonly record struct Generation(long Epoch, long Ordinal) : IComparable<Generation>
{
    /// <summary>Orders by epoch, then ordinal.</summary>
    /// <param name="other">The generation to compare with.</param>
    public int CompareTo(Generation other) => Epoch != other.Epoch ? Epoch.CompareTo(other.Epoch) : Ordinal.CompareTo(other.Ordinal);

    /// <summary>Whether the left one was given before the right.</summary>
    public static bool operator <(Generation left, Generation right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left one was given after the right.</summary>
    public static bool operator >(Generation left, Generation right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one was not given after the right.</summary>
    public static bool operator <=(Generation left, Generation right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one was not given before the right.</summary>
    public static bool operator >=(Generation left, Generation right) => left.CompareTo(right) >= 0;
}
