using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Stores.Memory.State;

/// <summary>Orders due instants: the earliest first, then by object.</summary>
internal sealed class DueOrder : IComparer<DueInstant>
{
    /// <summary>The one instance.</summary>
    public static DueOrder Instance { get; } = new();

    /// <inheritdoc />
    public int Compare(DueInstant x, DueInstant y)
    {
        var byInstant = x.Instant.CompareTo(y.Instant);
        return byInstant != 0 ? byInstant : x.Object.CompareTo(y.Object);
    }
}
