using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Objects;
using MoCluster.GraphQL.Execution.Loaders;
using MoCluster.GraphQL.Execution;
using MoCluster.Silo.Application;

namespace MoCluster.Silo.Api.GraphQL.Objects;

/// <summary>Loads the objects that an answer needs from the store, in batches, and each object once for each request.</summary>
internal sealed class ObjectLoader
{
    private readonly ObjectCatalogue _catalogue;
    private readonly IObjectStore _store;
    private readonly BatchLoader<ObjectKey, LoadedObject> _objects;

    /// <summary>Makes the loader.</summary>
    /// <param name="catalogue">The types of objects.</param>
    /// <param name="store">The store.</param>
    public ObjectLoader(ObjectCatalogue catalogue, IObjectStore store)
    {
        (_catalogue, _store) = (catalogue, store);
        _objects = new BatchLoader<ObjectKey, LoadedObject>("objects", LoadAsync, StoreLimits.MaxBatch);
    }

    /// <summary>Loads an object; null if it never existed.</summary>
    /// <param name="context">The field that needs it.</param>
    /// <param name="key">The key of the object.</param>
    public ValueTask<LoadedObject?> LoadAsync(FieldContext context, ObjectKey key) => context.LoadAsync(_objects, key);

    /// <summary>Loads the object of a response, unless its list has loaded it already.</summary>
    /// <param name="context">The field that needs it.</param>
    /// <param name="response">The response.</param>
    public ValueTask<LoadedObject?> LoadAsync(FieldContext context, ObjectResponse response) =>
        response.Loaded is { } loaded ? new ValueTask<LoadedObject?>(loaded) : LoadAsync(context, response.Key);

    /// <summary>Loads several objects; an item is null if the object never existed.</summary>
    /// <param name="context">The field that needs them.</param>
    /// <param name="keys">The keys of the objects.</param>
    public ValueTask<IReadOnlyList<LoadedObject?>> LoadAsync(FieldContext context, IReadOnlyList<ObjectKey> keys) =>
        context.LoadManyAsync(_objects, keys);

    private async ValueTask<IReadOnlyDictionary<ObjectKey, LoadedObject>> LoadAsync(IReadOnlyList<ObjectKey> keys, BatchContext context)
    {
        var rows = await StoreReads.ReadAsync(_store.ReadObjectsAsync([.. keys], context.CancellationToken));
        var found = new Dictionary<ObjectKey, LoadedObject>(rows.Length);
        foreach (var row in rows.OfType<ObjectRow>())
            found[row.Object] = LoadedObject.Of(_catalogue[row.Object.Type], row);
        return found;
    }
}
