using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Primitives;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Memory.Reading;

/// <summary>Reads objects from a state.</summary>
internal static class ObjectLookups
{
    /// <summary>Current states, in the order asked for.</summary>
    public static ImmutableArray<ObjectRow?> Objects(StoreState state, ImmutableArray<ObjectKey> keys) =>
        ImmutableArray.CreateRange(keys, key => state.Objects.TryGetValue(key, out var stored) ? stored.Row : null);

    /// <summary>The registrations of an object above a number.</summary>
    public static ImmutableArray<RegistrationRow> Registrations(StoreState state, ObjectKey key, long after, int limit)
    {
        if (!state.Objects.TryGetValue(key, out var stored))
            return [];

        var history = stored.History;
        var begin = (int)Math.Clamp(after, 0, history.Count);
        return [.. history.GetRange(begin, Math.Min(limit, history.Count - begin))];
    }

    /// <summary>Objects of a type, ascending by uuid.</summary>
    public static ImmutableArray<ObjectRow> List(StoreState state, ObjectQuery query)
    {
        var found = ImmutableArray.CreateBuilder<ObjectRow>();
        foreach (var uuid in Candidates(state, query))
        {
            if (found.Count == query.Limit)
                break;
            if (state.Objects.TryGetValue(new ObjectKey(query.Type, uuid), out var stored) && Matches(stored, query))
                found.Add(stored.Row);
        }

        return found.ToImmutable();
    }

    /// <summary>The references to objects, in the order of the objects, then by the objects that refer to them.</summary>
    public static ImmutableArray<ReferenceRow> References(StoreState state, ImmutableArray<ObjectKey> targets, Validity interval, int limit)
    {
        var found = ImmutableArray.CreateBuilder<ReferenceRow>();
        foreach (var target in targets)
        {
            if (!state.Referrers.TryGetValue(target, out var referrers))
                continue;
            foreach (var (source, references) in referrers)
            {
                foreach (var reference in references)
                {
                    if (!reference.Interval.Overlaps(interval))
                        continue;
                    found.Add(new ReferenceRow(source, reference));
                    if (found.Count == limit)
                        return found.ToImmutable();
                }
            }
        }

        return found.ToImmutable();
    }

    /// <summary>Those who refer to objects, in the order of the objects, then ascending.</summary>
    public static ImmutableArray<Referrer> Referrers(StoreState state, ReferrerQuery query)
    {
        var found = ImmutableArray.CreateBuilder<Referrer>();
        foreach (var place in query.Targets)
        {
            if (!state.Referrers.TryGetValue(new ObjectKey(query.TargetType, place.Target), out var referrers))
                continue;
            var sources = referrers
                .Where(each => each.Key.Type == query.SourceType && (place.After is not { } after || each.Key.Uuid.CompareTo(after) > 0)
                    && each.Value.Any(reference => reference.Field == query.Field && reference.Interval.Overlaps(query.Interval)))
                .Take(query.Limit);
            found.AddRange(sources.Select(each => new Referrer(place.Target, each.Key.Uuid)));
        }

        return found.ToImmutable();
    }

    /// <summary>The holders of unique keys, in the order of the values.</summary>
    public static ImmutableArray<ObjectKey?> Holders(StoreState state, string scope, ImmutableArray<string> values) =>
        ImmutableArray.CreateRange(values, value => state.Keys.TryGetValue(new UniqueKey(scope, value), out var holder) ? holder : (ObjectKey?)null);

    /// <summary>The registrations of objects that were current in an interval, in the order of the objects, the oldest first.</summary>
    public static ImmutableArray<HistoryRow> Histories(StoreState state, HistoryQuery query)
    {
        var found = ImmutableArray.CreateBuilder<HistoryRow>();
        foreach (var place in query.Objects)
        {
            if (!state.Objects.TryGetValue(place.Object, out var stored))
                continue;
            var history = stored.History;
            var rows = history.Select((row, index) => new HistoryRow(place.Object, row, index + 1 < history.Count ? history[index + 1].Time : null))
                .Where(row => row.Registration.Number > place.After && row.Registration.Time < query.To && (row.Until is not { } until || until > query.From));
            found.AddRange(rows.Take(query.Limit));
        }

        return found.ToImmutable();
    }

    private static bool Matches(StoredObject stored, ObjectQuery query) =>
        (query.UserKeys.IsDefault || query.UserKeys.Any(key => stored.UserKeys.Contains(key)))
        && (query.Active is not { } active || Intervals.Overlap(stored.Row.Presence, active));

    /// <summary>Due instants after a given one.</summary>
    public static ImmutableArray<DueInstant> Due(StoreState state, DueInstant? after, DateTimeOffset until, int limit)
    {
        var place = after is { } last ? state.Due.IndexOf(last) : -1;
        // A due instant that was struck meanwhile is not found; the complement of the result is its place.
        var first = after is null ? 0 : place < 0 ? ~place : place + 1;
        var found = ImmutableArray.CreateBuilder<DueInstant>();
        for (var i = first; i < state.Due.Count && found.Count < limit && state.Due[i] is var due && due.Instant <= until; i++)
            found.Add(due);
        return found.ToImmutable();
    }

    private static IEnumerable<Guid> Candidates(StoreState state, ObjectQuery query)
    {
        if (!query.Uuids.IsDefault)
            return After(query.Uuids, query.After);
        if (!query.UserKeys.IsDefault)
            return After(query.UserKeys.SelectMany(key => Listed(state.UserKeys, new TypedUserKey(query.Type, key))), query.After);
        return After(Listed(state.Types, query.Type), query.After);
    }

    private static ImmutableSortedSet<Guid> Listed<TKey>(ImmutableDictionary<TKey, ImmutableSortedSet<Guid>> index, TKey key)
        where TKey : notnull =>
        index.TryGetValue(key, out var uuids) ? uuids : [];

    private static IEnumerable<Guid> After(IEnumerable<Guid> uuids, Guid? after) =>
        uuids.Where(uuid => after is not { } last || uuid.CompareTo(last) > 0).Distinct().Order();

    private static IEnumerable<Guid> After(ImmutableSortedSet<Guid> uuids, Guid? after)
    {
        var begin = 0;
        if (after is { } last)
        {
            var place = uuids.IndexOf(last);
            begin = place < 0 ? ~place : place + 1;
        }

        for (var i = begin; i < uuids.Count; i++)
            yield return uuids[i];
    }
}
