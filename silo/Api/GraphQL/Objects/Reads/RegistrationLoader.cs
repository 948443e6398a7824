using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Objects;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Execution.Loaders;
using MoCluster.Silo.Application;

namespace MoCluster.Silo.Api.GraphQL.Objects.Reads;

/// <summary>Loads the registrations of objects, those of many objects at once.</summary>
internal sealed class RegistrationLoader
{
    private readonly IObjectStore _store;
    private readonly BatchLoader<ObjectKey, IReadOnlyList<HistoryRow>> _loader;

    /// <summary>Makes the loader.</summary>
    /// <param name="store">The store.</param>
    public RegistrationLoader(IObjectStore store)
    {
        _store = store;
        _loader = new BatchLoader<ObjectKey, IReadOnlyList<HistoryRow>>(
            "registrations of objects", (keys, context) => LoadAsync(keys, context.CancellationToken), StoreLimits.MaxBatch);
    }

    /// <summary>Loads all registrations of an object, oldest first.</summary>
    /// <param name="context">The field that needs them.</param>
    /// <param name="key">The object.</param>
    public async ValueTask<IReadOnlyList<HistoryRow>> LoadAsync(FieldContext context, ObjectKey key) => await context.LoadAsync(_loader, key) ?? [];

    /// <summary>Loads all registrations of objects, those of each oldest first.</summary>
    /// <param name="keys">The objects.</param>
    /// <param name="cancellation">Ends the reads.</param>
    /// <returns>The registrations of each object that has some.</returns>
    public async ValueTask<IReadOnlyDictionary<ObjectKey, IReadOnlyList<HistoryRow>>> LoadAsync(
        IReadOnlyList<ObjectKey> keys, CancellationToken cancellation)
    {
        var found = new Dictionary<ObjectKey, List<HistoryRow>>(keys.Count);
        var places = keys.Select(key => new HistoryPlace(key)).ToImmutableArray();
        while (!places.IsEmpty)
        {
            // Most objects have a few registrations; the store is asked again for those that have more than their share of a batch.
            var share = Math.Max(1, StoreLimits.MaxBatch / places.Length);
            var query = new HistoryQuery(places, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, share);
            var unfinished = ImmutableArray.CreateBuilder<HistoryPlace>();
            foreach (var rows in (await StoreReads.ReadAsync(_store.ReadHistoriesAsync(query, cancellation))).GroupBy(row => row.Object))
            {
                if (!found.TryGetValue(rows.Key, out var all))
                    found.Add(rows.Key, all = []);
                var before = all.Count;
                all.AddRange(rows);
                if (all.Count - before >= share && all[^1].Until is not null)
                    unfinished.Add(new HistoryPlace(rows.Key, all[^1].Registration.Number));
            }

            places = unfinished.ToImmutable();
        }

        return found.ToDictionary(each => each.Key, each => (IReadOnlyList<HistoryRow>)each.Value);
    }
}
