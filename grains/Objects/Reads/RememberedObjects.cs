using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Primitives;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Objects.Reads;

/// <summary>
/// The objects that mutations of this process last read or wrote. The next mutations need not read them again: neither their own objects nor
/// those to which they refer.
/// </summary>
/// <remarks>
/// What is remembered may be outdated, since other silos change objects too. So a commit holds only while the store finds the same, and
/// nothing else is answered from memory without reading it again.
/// </remarks>
/// <param name="store">The store that is read.</param>
/// <param name="catalogue">The types, by which states are decoded.</param>
/// <param name="options">The number of objects to remember.</param>
public sealed class RememberedObjects(IStore store, ObjectCatalogue catalogue, ObjectOptions options)
{
    private readonly RecentlyUsed<ObjectKey, ObjectRow> _rows = new(options.Remembered);

    /// <summary>Begins the reads of one run of a mutation.</summary>
    /// <param name="fresh">
    /// Whether to ignore what is remembered, because a run before this one relied on it and another change came between.
    /// </param>
    /// <param name="cancellation">Ends the reads.</param>
    internal MutationReads Begin(bool fresh, CancellationToken cancellation) => new(store, catalogue, this, fresh, cancellation);

    /// <summary>An object's row as it was last seen; null when it was not seen, or too long ago.</summary>
    /// <param name="key">The object.</param>
    public ObjectRow? Find(ObjectKey key) => _rows.Find(key);

    /// <summary>Remembers a row that was read or written.</summary>
    /// <param name="row">The row.</param>
    public void Learn(ObjectRow row) => _rows.Put(row.Object, row);
}
