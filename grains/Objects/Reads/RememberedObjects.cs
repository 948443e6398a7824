using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Objects.Reads;

/// <summary>
/// What mutations of this process last read or made true of objects, so that the next ones need not read it: their own objects and those
/// that they refer to. It may be outdated, as other silos change objects too: a commit rests on no more than the store finds so, and
/// nothing else is answered on it before it was read again.
/// </summary>
/// <param name="options">Say how many are remembered.</param>
public sealed class RememberedObjects(ObjectOptions options)
{
    private readonly RecentlyUsed<ObjectKey, ObjectRow> _rows = new(options.Remembered);

    /// <summary>An object's row as it was last seen.</summary>
    /// <param name="key">The object.</param>
    /// <returns>The row; null for one that was not seen, or long ago.</returns>
    public ObjectRow? Find(ObjectKey key) => _rows.Find(key);

    /// <summary>Takes note of a row that was read or made true.</summary>
    /// <param name="row">The row.</param>
    public void Learn(ObjectRow row) => _rows.Put(row.Object, row);
}
