using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Selection;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Objects;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Execution.Loaders;
using MoCluster.Silo.Application;

namespace MoCluster.Silo.Api.GraphQL.Objects.Reads;

/// <summary>Loads the objects that an answer needs from the store, in batches, and each object once for each request.</summary>
internal sealed class ObjectLoader
{
    private readonly ObjectCatalogue _catalogue;
    private readonly IObjectStore _store;
    private readonly SelectionReader _reader;
    private readonly BatchLoader<ObjectKey, ObjectState> _current;
    private readonly BatchLoader<(ObjectKey Object, DateTimeOffset KnownAt), ObjectState> _former;

    /// <summary>Makes the loader.</summary>
    /// <param name="catalogue">The types of objects.</param>
    /// <param name="store">The store.</param>
    /// <param name="reader">Reads former registrations.</param>
    public ObjectLoader(ObjectCatalogue catalogue, IObjectStore store, SelectionReader reader)
    {
        (_catalogue, _store, _reader) = (catalogue, store, reader);
        _current = new BatchLoader<ObjectKey, ObjectState>("objects", LoadAsync, StoreLimits.MaxBatch);
        _former = new BatchLoader<(ObjectKey, DateTimeOffset), ObjectState>("registrations", LoadFormerAsync, StoreLimits.MaxBatch);
    }

    /// <summary>Loads the current state of an object; null if it never existed.</summary>
    /// <param name="context">The field that needs it.</param>
    /// <param name="key">The key of the object.</param>
    public ValueTask<ObjectState?> LoadAsync(FieldContext context, ObjectKey key) => context.LoadAsync(_current, key);

    /// <summary>Loads the current states of several objects; an item is null if the object never existed.</summary>
    /// <param name="context">The field that needs them.</param>
    /// <param name="keys">The keys of the objects.</param>
    public ValueTask<IReadOnlyList<ObjectState?>> LoadAsync(FieldContext context, IReadOnlyList<ObjectKey> keys) =>
        context.LoadManyAsync(_current, keys);

    /// <summary>Loads the state of an object as it was registered at an instant.</summary>
    /// <param name="context">The field that needs it.</param>
    /// <param name="response">The object, which may have its state already.</param>
    /// <param name="knownAt">The instant; null for that of the object.</param>
    public ValueTask<ObjectState?> LoadAsync(FieldContext context, ObjectResponse response, DateTimeOffset? knownAt)
    {
        if (response.State is { } state && (knownAt is null || knownAt == response.KnownAt))
            return new ValueTask<ObjectState?>(state);
        return (knownAt ?? response.KnownAt) is { } instant
            ? context.LoadAsync(_former, (response.Key, instant.ToUniversalTime()))
            : LoadAsync(context, response.Key);
    }

    private async ValueTask<IReadOnlyDictionary<ObjectKey, ObjectState>> LoadAsync(IReadOnlyList<ObjectKey> keys, BatchContext context)
    {
        var rows = await StoreReads.ReadAsync(_store.ReadObjectsAsync([.. keys], context.CancellationToken));
        var found = new Dictionary<ObjectKey, ObjectState>(rows.Length);
        foreach (var row in rows.OfType<ObjectRow>())
            found[row.Object] = ObjectStateCodec.Decode(_catalogue[row.Object.Type], row.State.AsSpan());
        return found;
    }

    private async ValueTask<IReadOnlyDictionary<(ObjectKey, DateTimeOffset), ObjectState>> LoadFormerAsync(
        IReadOnlyList<(ObjectKey Object, DateTimeOffset KnownAt)> keys, BatchContext context)
    {
        var found = new Dictionary<(ObjectKey, DateTimeOffset), ObjectState>(keys.Count);
        foreach (var moment in keys.GroupBy(key => key.KnownAt))
        {
            var states = await StoreReads.ReadAsync(
                _reader.ReadAtAsync([.. moment.Select(key => key.Object)], moment.Key, context.CancellationToken));
            foreach (var (key, state) in states)
                found[(key, moment.Key)] = state;
        }

        return found;
    }
}
