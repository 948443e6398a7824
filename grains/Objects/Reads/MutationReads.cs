using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Objects.Reads;

/// <summary>What one run of a mutation has read: each object once, however many rules look at it.</summary>
/// <param name="store">Where to read.</param>
/// <param name="catalogue">Tells the types, by which states are read.</param>
/// <param name="remembered">What earlier mutations saw.</param>
/// <param name="fresh">Whether what is remembered counts for nothing: a run before this one rested on it, and something came between.</param>
/// <param name="cancellation">Ends reads.</param>
internal sealed class MutationReads(
    IStore store, ObjectCatalogue catalogue, RememberedObjects remembered, bool fresh, CancellationToken cancellation)
{
    private readonly Dictionary<ObjectKey, ObjectRow?> _rows = [];
    private readonly Dictionary<ObjectKey, ObjectState?> _states = [];
    private readonly HashSet<ObjectKey> _recalled = [];

    /// <summary>The types there are.</summary>
    public ObjectCatalogue Catalogue => catalogue;

    /// <summary>Takes an object for one that is not there, unless what was taken so was wrong before.</summary>
    /// <param name="key">The object.</param>
    public void Suppose(ObjectKey key)
    {
        if (!fresh && _rows.TryAdd(key, null))
            _recalled.Add(key);
    }

    /// <summary>
    /// Sees to it that the objects are known: by memory, which the commit must hold to be so, and by reading the others, in one batch.
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

    /// <summary>Reads those of the objects that were not read yet, whatever is remembered of them, in one batch.</summary>
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

    /// <summary>Whether all that was recalled is so still.</summary>
    public async ValueTask<bool> AreCurrentAsync()
    {
        if (_recalled.Count == 0)
            return true;
        var recalled = _recalled.ToDictionary(key => key, key => _rows[key]?.Number);
        await ReadAsync(recalled.Keys);
        return recalled.All(known => _rows[known.Key]?.Number == known.Value);
    }

    /// <summary>An object's row; null when there is none.</summary>
    /// <param name="key">An object that was read.</param>
    public ObjectRow? Row(ObjectKey key) => _rows[key];

    /// <summary>An object's state; null when there is no object, or when it was deleted.</summary>
    /// <param name="key">An object that was read.</param>
    public ObjectState? State(ObjectKey key)
    {
        if (_rows[key] is not { Operation: not MutationKind.Delete } row)
            return null;
        if (!_states.TryGetValue(key, out var state))
            _states.Add(key, state = ObjectStateCodec.Decode(catalogue[key.Type], row.State.AsSpan()));
        return state;
    }

    /// <summary>Who refers to objects somewhere within intervals.</summary>
    /// <param name="targets">The objects, with the intervals of each.</param>
    /// <param name="limit">At most so many.</param>
    /// <returns>Those found; when there are <paramref name="limit"/>, there may be more.</returns>
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
