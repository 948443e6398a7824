using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Objects;

/// <summary>What one run of a mutation has read: each object once, however many rules look at it.</summary>
/// <param name="store">Where to read.</param>
/// <param name="catalogue">Tells the types, by which states are read.</param>
/// <param name="cancellation">Ends reads.</param>
internal sealed class ObjectReads(IStore store, ObjectCatalogue catalogue, CancellationToken cancellation)
{
    private readonly Dictionary<ObjectKey, ObjectRow?> _rows = [];
    private readonly Dictionary<ObjectKey, ObjectState?> _states = [];

    /// <summary>The types there are.</summary>
    public ObjectCatalogue Catalogue => catalogue;

    /// <summary>Takes an object for read.</summary>
    /// <param name="row">Its row, which may be outdated.</param>
    public void Take(ObjectRow row) => _rows[row.Object] = row;

    /// <summary>Reads those of the objects that were not read yet, in one batch.</summary>
    /// <param name="keys">The objects.</param>
    public async ValueTask ReadAsync(IEnumerable<ObjectKey> keys)
    {
        ImmutableArray<ObjectKey> missing = [.. keys.Where(key => !_rows.ContainsKey(key)).Distinct()];
        for (var at = 0; at < missing.Length; at += StoreLimits.MaxBatch)
        {
            var batch = missing.Slice(at, Math.Min(StoreLimits.MaxBatch, missing.Length - at));
            var rows = await store.ReadObjectsAsync(batch, cancellation);
            for (var i = 0; i < batch.Length; i++)
                _rows[batch[i]] = rows[i];
        }
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
}
