using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Grains.Storage.Results;
using MoCluster.Stores.Journal.Codec;
using MoCluster.Stores.Memory.State;
using static MoCluster.Stores.Journal.Snapshots.SnapshotRecords;

namespace MoCluster.Stores.Journal.Snapshots;

/// <summary>Builds a state from the rows of a snapshot, the indexes over them included.</summary>
internal sealed class StateBuilder
{
    private readonly Dictionary<ObjectKey, StoredObject> _objects = [];
    private readonly Dictionary<StreamKey, StreamEnds> _streams = [];
    private readonly Dictionary<Guid, StoredGroup> _groups = [];
    private readonly Dictionary<Guid, StoredListener> _listeners = [];
    private readonly List<NamespaceDefinition> _namespaces = [];
    private readonly List<KeyValuePair<IdempotencyKey, KeptResult>> _results = [];
    private readonly List<KeyValuePair<Guid, Assignment>> _remembered = [];

    /// <summary>Reads one row.</summary>
    /// <exception cref="InvalidDataException">It is no row.</exception>
    public void Read(Kind kind, ref ByteReader reader)
    {
        switch (kind)
        {
            case Kind.Stream:
                _streams.Add(ValueCodec.ReadStreamKey(ref reader), ReadEnds(ref reader));
                break;
            case Kind.Namespace:
                _namespaces.Add(DefinitionCodec.ReadNamespace(ref reader));
                break;
            case Kind.Listener or Kind.HaltedListener or Kind.TracedListener:
                var isHalted = kind == Kind.TracedListener ? reader.Bool() : kind == Kind.HaltedListener;
                var listener = ReadListener(ref reader, isHalted);
                _listeners.Add(listener.Definition.Uuid, listener);
                break;
            case Kind.Group:
                _groups.Add(reader.Guid(), ReadGroup(ref reader));
                break;
            case Kind.Object:
                var stored = ReadObject(ref reader);
                _objects.Add(stored.Row.Object, stored);
                break;
            case Kind.Result:
                _results.Add(new(ValueCodec.ReadIdempotencyKey(ref reader), ReadResult(ref reader)));
                break;
            case Kind.Remembered:
                _remembered.Add(new(reader.Guid(), AssignmentCodec.Read(ref reader)));
                break;
            default:
                throw new InvalidDataException($"there is no row of kind {(byte)kind}");
        }
    }

    /// <summary>The state.</summary>
    public StoreState Build() => WithListening(WithObjects(StoreState.Empty)) with
    {
        Results = _results.ToImmutableDictionary(),
        ResultOrder = [.. _results.Select(result => KeyValuePair.Create(result.Key, result.Value.Time))],
        RememberedBefore = _remembered.ToImmutableDictionary(),
    };

    private StoreState WithObjects(StoreState state)
    {
        var types = new Dictionary<string, List<Guid>>();
        var userKeys = new Dictionary<TypedUserKey, List<Guid>>();
        var referrers = new Dictionary<ObjectKey, Dictionary<ObjectKey, List<Reference>>>();
        var keys = ImmutableDictionary.CreateBuilder<UniqueKey, ObjectKey>();
        var due = new List<DueInstant>();
        foreach (var (key, stored) in _objects)
        {
            Entry(types, key.Type).Add(key.Uuid);
            foreach (var userKey in stored.UserKeys)
                Entry(userKeys, new TypedUserKey(key.Type, userKey)).Add(key.Uuid);
            foreach (var reference in stored.References)
                Entry(Entry(referrers, reference.Target), key).Add(reference);
            foreach (var unique in stored.Keys)
                keys.Add(unique, key);
            due.AddRange(stored.Due.Select(instant => new DueInstant(key, instant)));
        }

        return state with
        {
            Objects = _objects.ToImmutableDictionary(),
            Types = types.ToImmutableDictionary(type => type.Key, type => type.Value.ToImmutableSortedSet()),
            UserKeys = userKeys.ToImmutableDictionary(userKey => userKey.Key, userKey => userKey.Value.ToImmutableSortedSet()),
            Referrers = referrers.ToImmutableDictionary(
                target => target.Key,
                target => target.Value.ToImmutableSortedDictionary(source => source.Key, source => source.Value.ToImmutableArray())),
            Keys = keys.ToImmutable(),
            Due = due.ToImmutableSortedSet(DueOrder.Instance),
        };
    }

    private StoreState WithListening(StoreState state)
    {
        var listenersOf = new Dictionary<StreamKey, List<Guid>>();
        foreach (var (uuid, listener) in _listeners)
        {
            Entry(listenersOf, listener.Definition.Stream).Add(uuid);
            var group = _groups.GetValueOrDefault(listener.Definition.Group) ?? StoredGroup.Empty;
            _groups[listener.Definition.Group] = group with { Listeners = group.Listeners.Add(uuid) };
        }

        return state with
        {
            Streams = _streams.ToImmutableSortedDictionary(),
            Groups = _groups.ToImmutableDictionary(),
            Listeners = _listeners.ToImmutableSortedDictionary(),
            ListenerKeys = _listeners.ToImmutableDictionary(listener => ListenerKey.Of(listener.Value.Definition), listener => listener.Key),
            StreamListeners = listenersOf.ToImmutableDictionary(stream => stream.Key, stream => stream.Value.ToImmutableSortedSet()),
            Namespaces = _namespaces.ToImmutableSortedDictionary(item => item.Name, item => item, StringComparer.Ordinal),
        };
    }

    private static TValue Entry<TKey, TValue>(Dictionary<TKey, TValue> entries, TKey key)
        where TKey : notnull
        where TValue : new()
    {
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(entries, key, out _);
        return entry ??= new TValue();
    }
}
