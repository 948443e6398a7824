using MoCluster.GrainInterfaces.Objects;
using MoCluster.Stores.Memory;

namespace MoCluster.Stores.PostgreSql;

/// <summary>
/// Objects that groups of this process wrote or rested on a short while ago. Nothing rests on it: who writes on it has the server hold him
/// to it (<see cref="Expectation"/>), and another silo may have written since.
/// </summary>
/// <param name="capacity">So many it knows at least, of those that were looked for or learned last, and no more than twice as many.</param>
internal sealed class KnownObjects(int capacity = KnownObjects.Capacity)
{
    private const int Capacity = 32_768;

    private readonly Lock _gate = new();
    private Dictionary<ObjectKey, KnownObject> _latest = [];
    private Dictionary<ObjectKey, KnownObject> _before = [];

    /// <summary>An object as it was last seen; null for one that was not, or long ago.</summary>
    public KnownObject? Find(ObjectKey key)
    {
        lock (_gate)
        {
            if (_latest.TryGetValue(key, out var known))
                return known;
            if (_before.TryGetValue(key, out known))
                Put(key, known);
            return known;
        }
    }

    /// <summary>Learns how a group that became true left the objects it wrote or rested on.</summary>
    /// <param name="outcome">What stands after the group, of the rows on which it rests.</param>
    /// <param name="written">The objects that it wrote.</param>
    public void Learn(StoreState outcome, HashSet<ObjectKey> written)
    {
        lock (_gate)
        {
            foreach (var (key, stored) in outcome.Objects)
            {
                var isWhole = written.Contains(key);
                if (Current(key) is { } current && (current.Stored.Row.Number, current.IsWhole).CompareTo((stored.Row.Number, isWhole)) >= 0)
                    continue;
                Put(key, new KnownObject(stored with { Row = stored.Row with { State = [] }, History = [] }, isWhole));
            }
        }
    }

    private KnownObject? Current(ObjectKey key) =>
        _latest.TryGetValue(key, out var known) || _before.TryGetValue(key, out known) ? known : null;

    private void Put(ObjectKey key, KnownObject known)
    {
        if (_latest.Count >= capacity)
            (_latest, _before) = ([], _latest);
        _latest[key] = known;
    }
}
