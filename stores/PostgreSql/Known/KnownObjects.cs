using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Primitives;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.PostgreSql.Known;

/// <summary>
/// Objects that batches of this process wrote or rested on recently, from which an <c>Expectation</c> is made. Another silo may have written them since,
/// so the server checks the expectation in the transaction that depends on it.
/// </summary>
/// <remarks>
/// The grains remember objects too (<c>RememberedObjects</c>), but another fact: decoded states, by which a mutation is planned and which may be old.
/// Here are the rows that follow from a state, without the state, as a transaction left them: the judge needs these, and no grain knows them.
/// </remarks>
/// <param name="capacity">How many objects are kept at least, the last used ones; at most twice as many.</param>
internal sealed class KnownObjects(int capacity = KnownObjects.Capacity)
{
    private const int Capacity = 32_768;

    private readonly RecentlyUsed<ObjectKey, KnownObject> _objects = new(capacity);

    /// <summary>An object as it was last seen; null if it was not seen recently.</summary>
    public KnownObject? Find(ObjectKey key) => _objects.Find(key);

    /// <summary>Learns how a committed batch left the objects that it wrote or rested on.</summary>
    /// <param name="outcome">The state after the batch: the part that the batch depends on.</param>
    /// <param name="written">The objects that the batch wrote.</param>
    public void Learn(StoreState outcome, HashSet<ObjectKey> written)
    {
        foreach (var (key, stored) in outcome.Objects)
        {
            _objects.Put(
                key,
                new KnownObject(stored with { Row = stored.Row with { State = [] }, History = [] }, written.Contains(key)),
                static (current, next) =>
                    (current.Stored.Row.Number, current.IsWhole).CompareTo((next.Stored.Row.Number, next.IsWhole)) < 0);
        }
    }
}
