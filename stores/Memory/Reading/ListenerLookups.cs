using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Memory.Reading;

/// <summary>Reads streams, namespaces, listeners and their groups from a state.</summary>
internal static class ListenerLookups
{
    /// <summary>The heads of streams; if all are asked for, ascending.</summary>
    public static ImmutableArray<StreamHead> Heads(StoreState state, ImmutableArray<StreamKey> streams)
    {
        if (streams.IsDefault)
            return [.. state.Streams.Select(stream => new StreamHead(stream.Key, stream.Value.First, stream.Value.Last))];

        var heads = ImmutableArray.CreateBuilder<StreamHead>(streams.Length);
        foreach (var stream in streams)
        {
            if (state.Streams.TryGetValue(stream, out var ends))
                heads.Add(new StreamHead(stream, ends.First, ends.Last));
        }

        return heads.DrainToImmutable();
    }

    /// <summary>All that is stored of a listener group.</summary>
    public static GroupState Group(StoreState state, Guid group)
    {
        var stored = state.GroupOf(group);
        return new GroupState(
            group,
            stored.Epoch,
            [.. stored.Leases.Values],
            [.. stored.Listeners.Select(uuid => Listener(state, state.Listeners[uuid]))]);
    }

    /// <summary>How far listeners have settled their streams, ascending by uuid.</summary>
    public static ImmutableArray<ListenerFrontier> Frontiers(StoreState state, ImmutableArray<Guid> listeners) =>
    [
        .. listeners.Order().Select(state.Listeners.GetValueOrDefault).OfType<StoredListener>()
            .Select(listener => new ListenerFrontier(listener.Definition.Uuid, listener.Frontier)),
    ];

    /// <summary>
    /// The backlogs of listeners that have one or are suspended, ascending by uuid. With each comes the number of the first event above the frontier; null
    /// if there is no such event. The oldest time of the backlog does not take that event into account yet.
    /// </summary>
    /// <param name="state">The state.</param>
    /// <param name="after">Only listeners with a uuid above this one; null for all.</param>
    /// <param name="counts">The counts of the entry rows of each listener that has some.</param>
    public static IEnumerable<(ListenerBacklog Backlog, long? Next)> Backlogs(
        StoreState state, Guid? after, IReadOnlyDictionary<Guid, RowCounts> counts)
    {
        foreach (var (uuid, listener) in state.Listeners)
        {
            if (after is { } last && uuid.CompareTo(last) <= 0)
                continue;
            var ends = state.EndsOf(listener.Definition.Stream);
            var next = Math.Max(listener.Frontier + 1, ends.First);
            var unread = Math.Max(ends.Last - next + 1, 0);
            var rows = counts.GetValueOrDefault(uuid);
            if (unread == 0 && rows.Waiting == 0 && rows.Parked == 0 && listener.Definition.Suspension is null)
                continue;
            yield return (new ListenerBacklog(listener.Definition, unread, rows.Waiting, rows.Parked, rows.Oldest), unread > 0 ? next : null);
        }
    }

    /// <summary>The counts of the entry rows of each listener that has some.</summary>
    public static IReadOnlyDictionary<Guid, RowCounts> Counts(StoreState state)
    {
        var counts = new Dictionary<Guid, RowCounts>();
        foreach (var (uuid, listener) in state.Listeners)
        {
            if (listener.Rows.IsEmpty)
                continue;
            var waiting = listener.Rows.Values.Where(row => row is { Parked: false, Silenced: false }).ToArray();
            var oldest = waiting.Min(row => row.Events.IsEmpty ? null : (DateTimeOffset?)row.Events[0].Time);
            counts[uuid] = new RowCounts(waiting.Length, listener.Rows.Values.Count(row => row.Parked), oldest);
        }

        return counts;
    }

    /// <summary>Namespaces, ascending by name.</summary>
    public static ImmutableArray<NamespaceDefinition> Namespaces(StoreState state, ImmutableArray<string> names)
    {
        if (names.IsDefault)
            return [.. state.Namespaces.Values];
        return
        [
            .. names.Distinct()
                .Order(StringComparer.Ordinal)
                .Select(name => state.Namespaces.GetValueOrDefault(name))
                .OfType<NamespaceDefinition>(),
        ];
    }

    /// <summary>Listeners, ascending by uuid.</summary>
    public static ImmutableArray<ListenerDefinition> Listeners(StoreState state, ListenerQuery query) =>
    [
        .. Candidates(state, query)
            .Where(listener => Matches(listener, query) && (query.After is not { } after || listener.Uuid.CompareTo(after) > 0))
            .Take(query.Limit),
    ];

    private static ListenerState Listener(StoreState state, StoredListener listener) => new(
        listener.Definition,
        listener.Position,
        listener.Frontier,
        [.. listener.Bitmaps.Values],
        [.. listener.Rows.Values],
        state.EndsOf(listener.Definition.Stream).Last);

    private static IEnumerable<ListenerDefinition> Candidates(StoreState state, ListenerQuery query)
    {
        if (!query.Uuids.IsDefault)
            return Known(state, query.Uuids);
        if (!query.Owners.IsDefault && !query.Namespaces.IsDefault && !query.UserKeys.IsDefault)
            return Known(state, ByKey(state, query));
        if (!query.Namespaces.IsDefault && !query.RoutingKeys.IsDefault)
            return Known(state, ByStream(state, query));
        return state.Listeners.Values.Select(listener => listener.Definition);
    }

    private static IEnumerable<Guid> ByKey(StoreState state, ListenerQuery query) =>
        from owner in query.Owners
        from name in query.Namespaces
        from userKey in query.UserKeys
        let uuid = state.ListenerKeys.GetValueOrDefault(new ListenerKey(owner, name, userKey))
        where uuid != Guid.Empty
        select uuid;

    private static IEnumerable<Guid> ByStream(StoreState state, ListenerQuery query) =>
        from name in query.Namespaces
        from routingKey in query.RoutingKeys
        from uuid in state.StreamListeners.GetValueOrDefault(new StreamKey(name, routingKey)) ?? []
        select uuid;

    private static IEnumerable<ListenerDefinition> Known(StoreState state, IEnumerable<Guid> uuids) =>
        uuids.Distinct()
            .Order()
            .Select(uuid => state.Listeners.GetValueOrDefault(uuid)?.Definition)
            .OfType<ListenerDefinition>();

    private static bool Matches(ListenerDefinition listener, ListenerQuery query) =>
        Allows(query.Uuids, listener.Uuid)
        && Allows(query.UserKeys, listener.UserKey)
        && Allows(query.Owners, listener.Owner)
        && Allows(query.Namespaces, listener.Stream.Namespace)
        && Allows(query.RoutingKeys, listener.Stream.RoutingKey);

    private static bool Allows<T>(ImmutableArray<T> wanted, T value) => wanted.IsDefault || wanted.Contains(value);
}
