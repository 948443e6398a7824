using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Primitives;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Grains.Storage.Results;
using MoCluster.Stores.Sqlite.Connections;
using MoCluster.Stores.Sqlite.Rows;

namespace MoCluster.Stores.Sqlite.Reading;

/// <summary>Reads objects and what belongs to them.</summary>
internal static class ObjectReads
{
    /// <summary>How many user keys one query reads before they are merged with those of the other keys asked for.</summary>
    private const int UserKeysAtOnce = 1_000;

    /// <summary>Reads current states, in the order asked for.</summary>
    public static ImmutableArray<ObjectRow?> Objects(SqliteConnection connection, ImmutableArray<ObjectKey> keys) =>
        connection.InOneView(() => ImmutableArray.CreateRange(keys, key => Object(connection, key)));

    /// <summary>Reads objects of a type, ascending by uuid.</summary>
    public static ImmutableArray<ObjectRow> List(SqliteConnection connection, ObjectQuery query) => connection.InOneView(() =>
    {
        var found = ImmutableArray.CreateBuilder<ObjectRow>();
        if (query.Uuids.IsDefault && query.UserKeys.IsDefault)
        {
            ListAll(connection, query, found);
            return found.DrainToImmutable();
        }

        foreach (var uuid in query.Uuids.IsDefault ? ByUserKeys(connection, query) : After(query.Uuids, query.After))
        {
            if (found.Count == query.Limit)
                break;
            if (Matching(connection, query, uuid) is { } row)
                found.Add(row);
        }

        return found.DrainToImmutable();
    });

    /// <summary>Reads due instants that have come, the earliest first.</summary>
    public static ImmutableArray<DueInstant> Due(SqliteConnection connection, DueInstant? after, DateTimeOffset until, int limit) =>
    [
        .. connection.Statement("Read/due")
            .With(after?.Instant.UtcTicks ?? long.MinValue).With(after?.Object.Type ?? "").With(after?.Object.Uuid ?? Guid.Empty)
            .With(until).With(limit)
            .All(row => new DueInstant(new ObjectKey(row.Text(1), row.Uuid(2)), row.Instant(0))),
    ];

    /// <summary>Reads the result kept under an idempotency key, however old; null if there is none.</summary>
    public static KeptResult? Result(SqliteConnection connection, IdempotencyKey key) =>
        connection.Statement("Read/result").With(key.Caller).With(key.Key).With(key.Path).With(key.Index).First(row =>
        {
            row.CheckSeal(6);
            return KeptResultFormat.Read(row.Bytes(5), row.Instant(4));
        });

    private static ObjectRow? Object(SqliteConnection connection, ObjectKey key)
    {
        var current = connection.Statement("Read/objects").With(key.Type).With(key.Uuid).First(Current);
        return current.Registration == 0 ? null : Whole(connection, key, current);
    }

    /// <summary>What an object's row says: the presence, and the id of the current registration, which has the rest. Ids begin with 1.</summary>
    private static (ImmutableArray<Validity> Presence, long Registration) Current(SqliteStatement row)
    {
        var ids = ObjectHistory.IdsOf(row);
        return (ObjectDetails.ReadPresence(row.Bytes(6)), ids[^1]);
    }

    private static ObjectRow Whole(SqliteConnection connection, ObjectKey key, (ImmutableArray<Validity> Presence, long Registration) current)
    {
        var registration = ObjectHistory.Registration(connection, current.Registration);
        return new ObjectRow(key, registration.Number, registration.Time, registration.Operation, registration.State, current.Presence);
    }

    private static void ListAll(SqliteConnection connection, ObjectQuery query, ImmutableArray<ObjectRow>.Builder found)
    {
        // Beside the walk over the type, the registrations are read by another statement.
        var row = connection.Statement(query.After is null ? "Read/list_objects" : "Read/list_objects_after").With(query.Type);
        if (query.After is { } after)
            row.With(after);
        try
        {
            while (found.Count < query.Limit && row.Read())
            {
                var key = new ObjectKey(query.Type, row.Uuid(1));
                var current = Current(row);
                if (query.Active is not { } active || Intervals.Overlap(current.Presence, active))
                    found.Add(Whole(connection, key, current));
            }
        }
        finally
        {
            row.Reset();
        }
    }

    private static ObjectRow? Matching(SqliteConnection connection, ObjectQuery query, Guid uuid)
    {
        var key = new ObjectKey(query.Type, uuid);
        var (current, details) = connection.Statement("Read/objects").With(key.Type).With(uuid)
            .First(row => (Current(row), query.UserKeys.IsDefault ? null : ObjectDetails.Read(row.Bytes(6))));
        var matches = current.Registration > 0
            && (details is null || query.UserKeys.Any(wanted => details.UserKeys.Contains(wanted)))
            && (query.Active is not { } active || Intervals.Overlap(current.Presence, active));
        return matches ? Whole(connection, key, current) : null;
    }

    private static IEnumerable<Guid> After(IEnumerable<Guid> uuids, Guid? after) =>
        uuids.Where(uuid => after is not { } last || uuid.CompareTo(last) > 0).Distinct().Order();

    /// <summary>The uuids of the objects with one of the user keys, ascending. A key may belong to very many objects, so they are read part by part.</summary>
    private static IEnumerable<Guid> ByUserKeys(SqliteConnection connection, ObjectQuery query)
    {
        var after = query.After;
        while (true)
        {
            var parts = query.UserKeys.Distinct().Select(key => UuidsOf(connection, query.Type, key, after)).ToList();
            parts.Add([.. After(query.UserKeys.Select(OwnUserKey.UuidOf).OfType<Guid>(), after)]);

            // Beyond the end of a part that was cut off, other parts may know uuids that this one would have had before.
            var cut = parts.Where(part => part.Count == UserKeysAtOnce).Select(part => (Guid?)part[^1]).Min();
            foreach (var uuid in parts.SelectMany(part => part).Where(uuid => cut is null || uuid.CompareTo(cut.Value) <= 0).Distinct().Order())
                yield return uuid;
            if (cut is null)
                yield break;
            after = cut;
        }
    }

    private static List<Guid> UuidsOf(SqliteConnection connection, string type, string userKey, Guid? after)
    {
        var row = connection.Statement(after is null ? "Read/list_by_user_key" : "Read/list_by_user_key_after").With(type).With(userKey).With(UserKeysAtOnce);
        if (after is { } last)
            row.With(last);
        return row.All(found => found.Uuid(0));
    }
}
