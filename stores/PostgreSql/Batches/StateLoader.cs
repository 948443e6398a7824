using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Grains.Storage.Results;
using MoCluster.Stores.Memory.State;
using MoCluster.Stores.PostgreSql.Statements;
using Npgsql;
using NpgsqlTypes;

namespace MoCluster.Stores.PostgreSql.Batches;

/// <summary>Makes of the rows that stage one read the partial state on which the Memory store's code judges a group.</summary>
internal sealed class StateLoader
{
    private static readonly LeasedEntry UnknownEntry = new("", [], 1, DateTimeOffset.MinValue);

    private readonly Dictionary<ObjectKey, StoredObject> _objects = [];
    private readonly Dictionary<ObjectKey, List<Reference>> _references = [];
    private readonly Dictionary<ObjectKey, SortedDictionary<ObjectKey, List<Reference>>> _referrers = [];
    private readonly Dictionary<UniqueKey, ObjectKey> _keys = [];
    private readonly Dictionary<ObjectKey, List<UniqueKey>> _held = [];
    private readonly Dictionary<ObjectKey, List<DateTimeOffset>> _due = [];
    private readonly Dictionary<Guid, long> _epochs = [];
    private readonly Dictionary<Guid, List<LeaseRecord>> _leases = [];
    private readonly Dictionary<Guid, StoredListener> _listeners = [];
    private readonly Dictionary<ListenerKey, Guid> _listenerKeys = [];
    private readonly Dictionary<StreamKey, StreamEnds> _streams = [];
    private readonly Dictionary<string, NamespaceDefinition> _namespaces = [];
    private readonly Dictionary<IdempotencyKey, KeptResult> _results = [];

    /// <summary>A row of <c>Lock/namespaces</c>.</summary>
    public void Namespace(NpgsqlDataReader row)
    {
        var definition = Rows.Namespace(row);
        _namespaces[definition.Name] = definition;
    }

    /// <summary>A row of <c>Lock/listeners_by_key</c>.</summary>
    public void KeyOfListener(NpgsqlDataReader row) =>
        _listenerKeys[new ListenerKey(row.GetGuid(1), row.GetString(2), row.GetString(3))] = row.GetGuid(0);

    /// <summary>A row of <c>Lock/groups</c>.</summary>
    public void Group(NpgsqlDataReader row) => _epochs[row.GetGuid(0)] = row.GetInt64(1);

    /// <summary>A row of <c>Lock/progress</c>.</summary>
    public void Listener(NpgsqlDataReader row)
    {
        var definition = Rows.Listener(row);
        var stored = StoredListener.Declared(definition, row.GetInt64(Rows.ListenerColumns + 1));
        _listeners[definition.Uuid] = stored with { Position = row.GetInt64(Rows.ListenerColumns) };
        _listenerKeys[ListenerKey.Of(definition)] = definition.Uuid;
        _streams[definition.Stream] = new StreamEnds(1, row.GetInt64(Rows.ListenerColumns + 2), DateTimeOffset.MinValue);
    }

    /// <summary>A row of <c>Read/heads</c>.</summary>
    public void Head(NpgsqlDataReader row) =>
        _streams[new StreamKey(row.GetString(0), row.GetString(1))] = new StreamEnds(1, row.GetInt64(3), DateTimeOffset.MinValue);

    /// <summary>A row of <c>Lock/kept</c>, read after all others that speak of streams.</summary>
    public void Kept(NpgsqlDataReader row) =>
        _streams[new StreamKey(row.GetString(0), row.GetString(1))] = new StreamEnds(row.GetInt64(2), row.GetInt64(3), DateTimeOffset.MinValue);

    /// <summary>A row of <c>Lock/leases</c>: of the entries only their count matters to the judge.</summary>
    public void Lease(NpgsqlDataReader row)
    {
        var entries = ImmutableArray.CreateRange(Enumerable.Repeat(UnknownEntry, row.GetInt32(4)));
        Listed(_leases, row.GetGuid(0)).Add(new LeaseRecord(new Generation(row.GetInt64(1), row.GetInt64(2)), row.GetGuid(3), 1, entries));
    }

    /// <summary>A row of <c>Lock/objects_exclusive</c> or <c>Lock/objects_shared</c>.</summary>
    public void Object(NpgsqlDataReader row)
    {
        var key = new ObjectKey(row.GetString(0), row.GetGuid(1));
        var presence = Texts.Intervals(row.GetFieldValue<NpgsqlRange<long>[]>(4));
        var current = new ObjectRow(key, row.GetInt64(2), Rows.Time(row, 3), MutationKind.Edit, [], presence);
        _objects[key] = new StoredObject(current, [], [.. row.GetFieldValue<string[]>(5)], [], [], []);
    }

    /// <summary>A row of <c>Lock/references</c>: all of a source's are read.</summary>
    public void Reference(NpgsqlDataReader row)
    {
        var source = new ObjectKey(row.GetString(0), row.GetGuid(1));
        var target = new ObjectKey(row.GetString(3), row.GetGuid(4));
        var reference = new Reference(row.GetString(2), target, Rows.Interval(row, 5));
        Listed(_references, source).Add(reference);
        AddReferrer(source, reference);
    }

    /// <summary>A row of <c>Lock/referrers</c> or <c>Lock/other_referrers</c>.</summary>
    public void Referrer(NpgsqlDataReader row)
    {
        var target = new ObjectKey(row.GetString(0), row.GetGuid(1));
        var source = new ObjectKey(row.GetString(2), row.GetGuid(3));
        AddReferrer(source, new Reference(row.GetString(4), target, Rows.Interval(row, 5)));
    }

    /// <summary>A row of <c>Lock/keys</c>.</summary>
    public void Key(NpgsqlDataReader row) =>
        _keys[new UniqueKey(row.GetString(0), row.GetString(1))] = new ObjectKey(row.GetString(2), row.GetGuid(3));

    /// <summary>A row of <c>Lock/held_keys</c>.</summary>
    public void HeldKey(NpgsqlDataReader row)
    {
        Key(row);
        Listed(_held, new ObjectKey(row.GetString(2), row.GetGuid(3))).Add(new UniqueKey(row.GetString(0), row.GetString(1)));
    }

    /// <summary>A row of <c>Lock/due</c>.</summary>
    public void Due(NpgsqlDataReader row) =>
        Listed(_due, new ObjectKey(row.GetString(0), row.GetGuid(1))).Add(Texts.Instant(row.GetInt64(2)));

    /// <summary>A row of <c>Lock/results</c>.</summary>
    public void Result(NpgsqlDataReader row) =>
        _results[new IdempotencyKey(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetInt32(3))] =
            new KeptResult([], [], Rows.Time(row, 4), [], []);

    /// <summary>The state.</summary>
    public StoreState Build()
    {
        var objects = ImmutableDictionary.CreateBuilder<ObjectKey, StoredObject>();
        foreach (var (key, stored) in _objects)
        {
            objects[key] = stored with
            {
                References = _references.TryGetValue(key, out var references) ? [.. references] : [],
                Keys = _held.TryGetValue(key, out var held) ? [.. held] : [],
                Due = _due.TryGetValue(key, out var due) ? [.. due] : [],
            };
        }

        return StoreState.Empty with
        {
            Objects = objects.ToImmutable(),
            Referrers = _referrers.ToImmutableDictionary(
                target => target.Key,
                target => target.Value.ToImmutableSortedDictionary(source => source.Key, source => source.Value.ToImmutableArray())),
            Keys = _keys.ToImmutableDictionary(),
            Due = StoreState.Empty.Due.Union(_due.SelectMany(due => due.Value.Select(instant => new DueInstant(due.Key, instant)))),
            Streams = _streams.ToImmutableSortedDictionary(),
            Groups = _epochs.ToImmutableDictionary(group => group.Key, group => Group(group.Key, group.Value)),
            Listeners = _listeners.ToImmutableSortedDictionary(),
            ListenerKeys = _listenerKeys.ToImmutableDictionary(),
            Namespaces = StoreState.Empty.Namespaces.AddRange(_namespaces),
            Results = _results.ToImmutableDictionary(),
        };
    }

    private static List<TItem> Listed<TKey, TItem>(Dictionary<TKey, List<TItem>> lists, TKey key)
        where TKey : notnull =>
        lists.TryGetValue(key, out var list) ? list : lists[key] = [];

    private StoredGroup Group(Guid uuid, long epoch)
    {
        var leases = _leases.TryGetValue(uuid, out var records) ? records : [];
        return StoredGroup.Empty with
        {
            Epoch = epoch,
            Leases = leases.ToImmutableSortedDictionary(lease => lease.Generation, lease => lease),
        };
    }

    private void AddReferrer(ObjectKey source, Reference reference)
    {
        if (!_referrers.TryGetValue(reference.Target, out var sources))
            _referrers[reference.Target] = sources = [];
        if (!sources.TryGetValue(source, out var references))
            sources[source] = references = [];
        references.Add(reference);
    }
}
