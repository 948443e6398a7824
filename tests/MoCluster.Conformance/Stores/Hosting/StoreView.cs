using System.Collections.Immutable;
using System.Text.Json;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Conformance.Stores.Hosting;

/// <summary>
/// Reads everything that commits ever named, through every member of the port, and writes it as text, so that two stores can be compared.
/// </summary>
public sealed class StoreView
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>A size that divides nothing that a store counts by, so that ranges begin at all sorts of places.</summary>
    private const int RangeSize = 1_009;

    private readonly Lock _gate = new();
    private readonly SortedSet<ObjectKey> _objects = [];
    private readonly SortedSet<string> _userKeys = [];
    private readonly HashSet<UniqueKey> _keys = [];
    private readonly SortedSet<(string Source, string Field, string Target)> _fields = [];
    private readonly SortedSet<Guid> _groups = [];
    private readonly SortedSet<StreamKey> _streams = [];
    private readonly SortedSet<Guid> _registrations = [];
    private readonly Dictionary<string, IdempotencyKey> _results = [];

    private ImmutableArray<HistoryPlace> Places => [.. _objects.Select(key => new HistoryPlace(key))];

    /// <summary>Remembers what a commit names.</summary>
    public void Note(Commit commit)
    {
        lock (_gate)
        {
            _objects.UnionWith(commit.Registrations.Select(write => write.Object));
            _objects.UnionWith(commit.Registrations.SelectMany(write => write.References).Select(reference => reference.Target));
            _userKeys.UnionWith(commit.Registrations.SelectMany(write => write.UserKeys));
            _keys.UnionWith(commit.Registrations.SelectMany(write => write.Keys));
            _fields.UnionWith(commit.Registrations.SelectMany(
                write => write.References.Select(reference => (write.Object.Type, reference.Field, reference.Target.Type))));
            _streams.UnionWith(commit.Events.Select(draft => draft.Stream));
            _groups.UnionWith(commit.Groups.Select(write => write.Group));
            _registrations.UnionWith(commit.Deliveries.Select(write => write.Registration));
            foreach (var put in commit.Definitions.OfType<DefinitionWrite.PutListener>())
            {
                _groups.Add(put.Listener.Group);
                _streams.Add(put.Listener.Stream);
            }

            foreach (var result in commit.Results)
                _results[result.Key.ToString()] = result.Key;
        }
    }

    /// <summary>Everything that a store shows of it.</summary>
    public async Task<string> ShowAsync(IStore store)
    {
        var none = CancellationToken.None;
        ImmutableArray<ObjectKey> objects = [.. _objects];
        var shown = new Dictionary<string, object?>
        {
            ["objects"] = await store.ReadObjectsAsync(objects, none),
            ["references"] = await store.ReadReferencesAsync(objects, Validity.Always, StoreLimits.MaxBatch, none),
            ["histories"] = await store.ReadHistoriesAsync(new HistoryQuery(Places, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, 50), none),
            ["a while ago"] = await store.ReadHistoriesAsync(HistoryQuery.At(Places, store.Now.AddHours(-30)), none),
            ["heads"] = await store.ReadHeadsAsync(default, none),
            ["namespaces"] = await store.ReadNamespacesAsync(default, none),
            ["listeners"] = await store.ReadListenersAsync(new ListenerQuery(), none),
            ["backlogs"] = await store.ReadBacklogsAsync(null, StoreLimits.MaxBatch, none),
            ["delivery backlogs"] = await store.ReadDeliveryBacklogsAsync(null, StoreLimits.MaxBatch, none),
            ["due"] = await store.ReadDueAsync(null, DateTimeOffset.MaxValue, StoreLimits.MaxBatch, none),
        };
        foreach (var key in objects)
            shown[$"registrations {key}"] = await store.ReadRegistrationsAsync(key, 0, StoreLimits.MaxBatch, none);
        foreach (var type in objects.Select(key => key.Type).Distinct())
            await ShowTypeAsync(store, type, shown);
        await ShowLookupsAsync(store, shown);
        foreach (var stream in _streams)
        {
            shown[$"events {stream}"] = await ReadAllAsync(store, stream);
            foreach (var lane in Enum.GetValues<PriorityLane>())
                shown[$"events {stream} {lane}"] = await ReadLaneAsync(store, stream, lane);
        }

        foreach (var group in _groups)
            shown[$"group {group}"] = await store.ReadGroupAsync(group, none);
        await ShowDeliveriesAsync(store, shown);
        foreach (var (name, key) in _results)
            shown[$"result {name}"] = await store.ReadResultAsync(key, none);
        return JsonSerializer.Serialize(shown, Indented);
    }

    private async Task ShowTypeAsync(IStore store, string type, Dictionary<string, object?> shown)
    {
        var all = new ObjectQuery(type, StoreLimits.MaxBatch);
        shown[$"list {type}"] = await store.ListObjectsAsync(all, CancellationToken.None);
        foreach (var userKey in _userKeys)
            shown[$"list {type} {userKey}"] = (await store.ListObjectsAsync(all with { UserKeys = [userKey] }, CancellationToken.None)).Length;
    }

    private async Task ShowLookupsAsync(IStore store, Dictionary<string, object?> shown)
    {
        foreach (var scope in _keys.Select(key => key.Scope).Distinct())
        {
            ImmutableArray<string> values = [.. _keys.Select(key => key.Value).Distinct()];
            shown[$"holders of {scope}"] = values.Zip(await store.FindHoldersAsync(scope, values, CancellationToken.None));
        }

        foreach (var (source, field, target) in _fields)
        {
            ImmutableArray<ReferrerPlace> targets = [.. Places.Select(place => new ReferrerPlace(place.Object.Uuid))];
            foreach (var (interval, limit) in new[] { (Validity.Always, 50), (Make.Years(2008, 2010), 2) })
            {
                var query = new ReferrerQuery(source, field, target, targets, interval, limit);
                shown[$"referrers {query.SourceType} {query.Field} {query.TargetType} {limit}"] = await store.ReadReferrersAsync(query, CancellationToken.None);
            }
        }
    }

    /// <summary>Shows deliveries by their places in the order of their numbers, because stores may leave numbers out.</summary>
    private async Task ShowDeliveriesAsync(IStore store, Dictionary<string, object?> shown)
    {
        var none = CancellationToken.None;
        var rows = await ReadDeliveriesAsync(store, _registrations);
        var places = rows.Select((row, place) => (row.Number, place)).ToDictionary(each => each.Number, each => each.place);
        shown["deliveries"] = rows.Select(Placed);
        foreach (var registration in _registrations)
        {
            var due = await store.ReadDueDeliveriesAsync(registration, store.Now, StoreLimits.MaxBatch, none);
            shown[$"due deliveries {registration}"] = new { Rows = due.Rows.Select(Placed), due.Next };
            ImmutableArray<long> numbers = [.. places.Keys.Where(number => number % 2 == 0)];
            shown[$"deliveries {registration}"] = (await store.ReadDeliveriesAsync(registration, numbers, none)).All(
                row => rows.Exists(other => row.Registration == registration && other.Key == row.Key));
        }

        // A damaged store may show a row in one list and not in the other.
        DeliveryRow Placed(DeliveryRow row) => row with { Number = places.GetValueOrDefault(row.Number, -1) };
    }

    /// <summary>Reads all deliveries of registrations, ascending by number.</summary>
    public static async Task<List<DeliveryRow>> ReadDeliveriesAsync(IStore store, IEnumerable<Guid> registrations)
    {
        var rows = new List<DeliveryRow>();
        foreach (var registration in registrations)
        {
            foreach (var parked in new[] { false, true })
                rows.AddRange(await store.ListDeliveriesAsync(new DeliveryQuery(registration, parked, StoreLimits.MaxBatch), CancellationToken.None));
        }

        return [.. rows.OrderBy(row => row.Number)];
    }

    /// <summary>Reads a lane in parts and ranges whose sizes do not divide each other.</summary>
    private static async Task<List<object>> ReadLaneAsync(IStore store, StreamKey stream, PriorityLane lane)
    {
        const int part = 37, limit = 5;
        var events = new List<object>();
        var last = (await store.ReadHeadsAsync([stream], CancellationToken.None)).SingleOrDefault().Last;
        for (long from = 1, to = part; from <= last; to = Math.Min(last, from + part))
        {
            var range = await store.ReadLaneAsync(stream, lane, from, to, limit, CancellationToken.None);
            events.AddRange(range);
            from = range.Length < limit ? to + 1 : range[^1].Number + 1;
        }

        return events;
    }

    private static async Task<List<object>> ReadAllAsync(IStore store, StreamKey stream)
    {
        var events = new List<object>();
        for (var next = 1L; ;)
        {
            var range = await store.ReadEventsAsync(stream, next, RangeSize, CancellationToken.None);
            if (range.IsEmpty)
                return events;
            events.AddRange(range);
            next = range[^1].Number + 1;
        }
    }
}
