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
    private readonly BatchLoader<ObjectKey, IReadOnlyList<RegistrationRow>> _loader;

    /// <summary>Makes the loader.</summary>
    /// <param name="store">The store.</param>
    public RegistrationLoader(IObjectStore store)
    {
        _store = store;
        _loader = new BatchLoader<ObjectKey, IReadOnlyList<RegistrationRow>>("registrations of objects", LoadAsync, StoreLimits.MaxBatch);
    }

    /// <summary>Loads all registrations of an object, oldest first.</summary>
    /// <param name="context">The field that needs them.</param>
    /// <param name="key">The object.</param>
    public async ValueTask<IReadOnlyList<RegistrationRow>> LoadAsync(FieldContext context, ObjectKey key) =>
        await context.LoadAsync(_loader, key) ?? [];

    private async ValueTask<IReadOnlyDictionary<ObjectKey, IReadOnlyList<RegistrationRow>>> LoadAsync(
        IReadOnlyList<ObjectKey> keys, BatchContext context)
    {
        var found = new Dictionary<ObjectKey, IReadOnlyList<RegistrationRow>>(keys.Count);
        foreach (var key in keys)
        {
            var rows = new List<RegistrationRow>();
            while (true)
            {
                var after = rows.Count == 0 ? 0 : rows[^1].Number;
                var more = await StoreReads.ReadAsync(_store.ReadRegistrationsAsync(key, after, StoreLimits.MaxBatch, context.CancellationToken));
                rows.AddRange(more);
                if (more.Length < StoreLimits.MaxBatch)
                    break;
            }

            found[key] = rows;
        }

        return found;
    }
}
