using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Objects.Reads;

/// <summary>What one run of a mutation has read: each object once, however many rules look at it.</summary>
/// <param name="store">The store that is read.</param>
/// <param name="catalogue">The types, by which states are decoded.</param>
/// <param name="remembered">What earlier mutations saw.</param>
/// <param name="fresh">Whether to ignore what is remembered.</param>
/// <param name="cancellation">Ends the reads.</param>
internal sealed class MutationReads(
    IObjectStore store, ObjectCatalogue catalogue, RememberedObjects remembered, bool fresh, CancellationToken cancellation)
{
    private readonly Dictionary<ObjectKey, ObjectRow?> _rows = [];
    private readonly Dictionary<ObjectKey, ObjectState?> _states = [];
    private readonly HashSet<ObjectKey> _recalled = [];

    /// <summary>The types of objects.</summary>
    public ObjectCatalogue Catalogue => catalogue;

    /// <summary>Supposes without reading that an object does not exist. On a fresh run nothing is supposed.</summary>
    /// <param name="key">The object.</param>
    public void Suppose(ObjectKey key)
    {
        if (!fresh && _rows.TryAdd(key, null))
            _recalled.Add(key);
    }

    /// <summary>
    /// Makes objects known: from memory where they are remembered, else by reading them in one batch. The commit must be made to hold only
    /// while the recalled objects are unchanged.
    /// </summary>
    /// <param name="keys">The objects.</param>
    public ValueTask RecallAsync(IEnumerable<ObjectKey> keys)
    {
        List<ObjectKey>? missing = null;
        foreach (var key in keys)
        {
            if (_rows.ContainsKey(key))
                continue;
            if (!fresh && remembered.Find(key) is { } row)
            {
                _rows.Add(key, row);
                _recalled.Add(key);
            }
            else
            {
                (missing ??= []).Add(key);
            }
        }
        return missing is null ? default : ReadAsync(missing);
    }

    /// <summary>Reads objects in one batch, except those that this run has read. What was only recalled is read too.</summary>
    /// <param name="keys">The objects.</param>
    public async ValueTask ReadAsync(IEnumerable<ObjectKey> keys)
    {
        ImmutableArray<ObjectKey> missing = [.. keys.Where(key => !_rows.ContainsKey(key) || _recalled.Contains(key)).Distinct()];
        for (var at = 0; at < missing.Length; at += StoreLimits.MaxBatch)
        {
            var batch = missing.Slice(at, Math.Min(StoreLimits.MaxBatch, missing.Length - at));
            var rows = await store.ReadObjectsAsync(batch, cancellation);
            for (var i = 0; i < batch.Length; i++)
                Take(batch[i], rows[i]);
        }
    }

    /// <summary>Reads the recalled objects again, and returns whether all of them are unchanged.</summary>
    public async ValueTask<bool> AreCurrentAsync()
    {
        if (_recalled.Count == 0)
            return true;
        var recalled = _recalled.ToDictionary(key => key, key => _rows[key]?.Number);
        await ReadAsync(recalled.Keys);
        return recalled.All(known => _rows[known.Key]?.Number == known.Value);
    }

    /// <summary>Whether an object was read, recalled or supposed not to exist.</summary>
    /// <param name="key">The object.</param>
    public bool Knows(ObjectKey key) => _rows.ContainsKey(key);

    /// <summary>An object's row; null when the object does not exist.</summary>
    /// <param name="key">An object that was read or recalled.</param>
    public ObjectRow? Row(ObjectKey key) => _rows[key];

    /// <summary>An object's state; null when the object does not exist or was deleted.</summary>
    /// <param name="key">An object that was read or recalled.</param>
    public ObjectState? State(ObjectKey key)
    {
        if (_rows[key] is not { Operation: not MutationKind.Delete } row)
            return null;
        if (!_states.TryGetValue(key, out var state))
            _states.Add(key, state = ObjectStateCodec.Decode(catalogue[key.Type], row.State.AsSpan()));
        return state;
    }

    /// <summary>Finds the references to objects within intervals.</summary>
    /// <param name="targets">The objects, with the intervals of each.</param>
    /// <param name="limit">The most rows to return.</param>
    /// <returns>
    /// The references within the hull of all intervals; the caller sorts out those outside the target's own. When there are
    /// <paramref name="limit"/> rows, there may be more.
    /// </returns>
    public async ValueTask<ImmutableArray<ReferenceRow>> ReferencesAsync(
        IReadOnlyDictionary<ObjectKey, ImmutableArray<Validity>> targets, int limit)
    {
        if (targets.Count == 0)
            return [];
        var all = targets.Values.SelectMany(intervals => intervals);
        var hull = new Validity(all.Min(interval => interval.From), all.Max(interval => interval.To));
        return await store.ReadReferencesAsync([.. targets.Keys.Order()], hull, limit, cancellation);
    }

    private void Take(ObjectKey key, ObjectRow? row)
    {
        _rows[key] = row;
        _states.Remove(key);
        _recalled.Remove(key);
        if (row is not null)
            remembered.Learn(row);
    }
}
