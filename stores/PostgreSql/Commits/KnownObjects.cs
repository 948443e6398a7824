using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Primitives;
using MoCluster.Stores.Memory.State;
using MoCluster.Stores.PostgreSql.Batches;

namespace MoCluster.Stores.PostgreSql.Commits;

/// <summary>
/// Objects that groups of this process wrote or rested on a short while ago. Nothing rests on it: who writes on it has the server hold him
/// to it (<see cref="Expectation"/>), and another silo may have written since.
/// </summary>
/// <param name="capacity">So many it knows at least, of those that were looked for or learned last, and no more than twice as many.</param>
internal sealed class KnownObjects(int capacity = KnownObjects.Capacity)
{
    private const int Capacity = 32_768;

    private readonly RecentlyUsed<ObjectKey, KnownObject> _objects = new(capacity);

    /// <summary>An object as it was last seen; null for one that was not, or long ago.</summary>
    public KnownObject? Find(ObjectKey key) => _objects.Find(key);

    /// <summary>Learns how a group that became true left the objects it wrote or rested on.</summary>
    /// <param name="outcome">What stands after the group, of the rows on which it rests.</param>
    /// <param name="written">The objects that it wrote.</param>
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
