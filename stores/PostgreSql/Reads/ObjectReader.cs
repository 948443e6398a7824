using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Grains.Storage.Results;
using MoCluster.Stores.PostgreSql.Connections;
using MoCluster.Stores.PostgreSql.Statements;
using Npgsql;
using NpgsqlTypes;

namespace MoCluster.Stores.PostgreSql.Reads;

/// <summary>Reads objects and what belongs to them.</summary>
/// <param name="session">Runs the reads.</param>
/// <param name="clock">Tells which kept results are older than their week.</param>
internal sealed class ObjectReader(ReadSession session, DatabaseClock clock)
{
    private readonly SharedReads<ObjectKey, ObjectRow?> _states = new(keys => StatesAsync(session, keys));

    /// <summary>Reads current states, in the order asked for.</summary>
    public async ValueTask<ImmutableArray<ObjectRow?>> ObjectsAsync(ImmutableArray<ObjectKey> keys, CancellationToken cancellation) =>
        keys.IsEmpty ? [] : await _states.ReadAsync(keys, cancellation).ConfigureAwait(false);

    /// <summary>Reads the registrations of an object above a number.</summary>
    public async ValueTask<ImmutableArray<RegistrationRow>> RegistrationsAsync(
        ObjectKey key, long after, int limit, CancellationToken cancellation) =>
    [
        .. await session.ListAsync(
            () => Statement.Of("Read/registrations").With(key.Type).With(key.Uuid).With(after).With(limit),
            row => Registration(row, 0),
            cancellation).ConfigureAwait(false),
    ];

    /// <summary>Reads objects of a type, ascending by uuid.</summary>
    public async ValueTask<ImmutableArray<ObjectRow>> ListAsync(ObjectQuery query, CancellationToken cancellation) =>
    [
        .. await session.ListAsync(
            () => List(query),
            row => Object(row, new ObjectKey(query.Type, row.GetGuid(0))),
            cancellation).ConfigureAwait(false),
    ];

    /// <summary>Reads the references to objects, in the order of the objects, then by the objects that refer to them.</summary>
    public async ValueTask<ImmutableArray<ReferenceRow>> ReferencesAsync(
        ImmutableArray<ObjectKey> targets, Validity interval, int limit, CancellationToken cancellation)
    {
        if (targets.IsEmpty)
            return [];
        var found = await session.ListAsync(
            () => OnObjects("Read/references", targets).With(interval.From.UtcTicks).With(interval.To.UtcTicks).With(limit),
            row => new ReferenceRow(
                new ObjectKey(row.GetString(0), row.GetGuid(1)),
                new Reference(row.GetString(2), new ObjectKey(row.GetString(3), row.GetGuid(4)), Rows.Interval(row, 5))),
            cancellation).ConfigureAwait(false);
        return [.. found];
    }

    /// <summary>Reads those who refer to objects, in the order of the objects, then ascending.</summary>
    public async ValueTask<ImmutableArray<Referrer>> ReferrersAsync(ReferrerQuery query, CancellationToken cancellation)
    {
        if (query.Targets.IsEmpty)
            return [];
        var found = await session.ListAsync(
            () => Statement.Of("Read/referrers")
                .With(query.SourceType)
                .With(query.TargetType)
                .With(query.Targets.Select(place => place.Target).ToArray())
                .With(query.Targets.Select(place => place.After ?? Guid.Empty).ToArray())
                .With(query.Targets.Select(place => place.After is null).ToArray())
                .With(query.Field)
                .With(query.Interval.From.UtcTicks)
                .With(query.Interval.To.UtcTicks)
                .With(query.Limit),
            row => new Referrer(row.GetGuid(0), row.GetGuid(1)),
            cancellation).ConfigureAwait(false);
        return [.. found];
    }

    /// <summary>Reads the holders of unique keys, in the order of the values.</summary>
    public async ValueTask<ImmutableArray<ObjectKey?>> HoldersAsync(string scope, ImmutableArray<string> values, CancellationToken cancellation)
    {
        if (values.IsEmpty)
            return [];
        var found = new ObjectKey?[values.Length];
        await session.ListAsync(
            () => Statement.Of("Read/holders").With(scope).With(values.ToArray()),
            row => found[row.GetInt32(0) - 1] = new ObjectKey(row.GetString(1), row.GetGuid(2)),
            cancellation).ConfigureAwait(false);
        return ImmutableCollectionsMarshal.AsImmutableArray(found);
    }

    /// <summary>Reads the registrations of objects that were current in an interval, in the order of the objects, the oldest first.</summary>
    public async ValueTask<ImmutableArray<HistoryRow>> HistoriesAsync(HistoryQuery query, CancellationToken cancellation)
    {
        if (query.Objects.IsEmpty)
            return [];
        var found = await session.ListAsync(
            () => OnObjects("Read/histories", [.. query.Objects.Select(place => place.Object)])
                .With(query.Objects.Select(place => place.After).ToArray())
                .With(query.From.UtcDateTime, NpgsqlDbType.TimestampTz)
                .With(Whole(query.To).UtcDateTime, NpgsqlDbType.TimestampTz)
                .With(query.Limit),
            row => new HistoryRow(
                query.Objects[row.GetInt32(0) - 1].Object,
                Registration(row, 1),
                row.IsDBNull(7) ? null : Rows.Time(row, 7)),
            cancellation).ConfigureAwait(false);
        return [.. found];
    }

    /// <summary>Reads due instants that have come, the earliest first.</summary>
    public async ValueTask<ImmutableArray<DueInstant>> DueAsync(
        DueInstant? after, DateTimeOffset until, int limit, CancellationToken cancellation) =>
    [
        .. await session.ListAsync(
            () => Statement.Of("Read/due").With(until.UtcTicks).With(limit)
                .With(after?.Instant.UtcTicks ?? long.MinValue)
                .With(after?.Object.Type ?? "")
                .With(after?.Object.Uuid ?? Guid.Empty),
            row => new DueInstant(new ObjectKey(row.GetString(0), row.GetGuid(1)), Rows.Instant(row, 2)),
            cancellation).ConfigureAwait(false),
    ];

    /// <summary>Reads the result kept under an idempotency key; null if there is none.</summary>
    public async ValueTask<KeptResult?> ResultAsync(IdempotencyKey key, CancellationToken cancellation)
    {
        var found = await session.ListAsync(
            () => Statement.Of("Read/result").With(key.Caller).With(key.Key).With(key.Path).With(key.Index)
                .With((clock.Now - StoreLimits.ResultLifetime).UtcDateTime, NpgsqlDbType.TimestampTz),
            row => new KeptResult(
                ImmutableCollectionsMarshal.AsImmutableArray(row.GetFieldValue<byte[]>(0)),
                ImmutableCollectionsMarshal.AsImmutableArray(row.GetFieldValue<byte[]>(1)),
                Rows.Time(row, 2),
                ImmutableCollectionsMarshal.AsImmutableArray(row.GetFieldValue<long[]>(3)),
                ImmutableArray.CreateRange(row.GetFieldValue<DateTime[]>(4).Select(time => new DateTimeOffset(time)))),
            cancellation).ConfigureAwait(false);
        return found.FirstOrDefault();
    }

    private static async Task<ObjectRow?[]> StatesAsync(ReadSession session, IReadOnlyList<ObjectKey> keys)
    {
        var found = new ObjectRow?[keys.Count];
        await session.ListAsync(
            () => OnObjects("Read/objects", keys),
            row =>
            {
                var place = row.GetInt32(0) - 1;
                return found[place] = Object(row, keys[place]);
            },
            CancellationToken.None).ConfigureAwait(false);
        return found;
    }

    private static NpgsqlBatchCommand OnObjects(string statement, IReadOnlyList<ObjectKey> keys) =>
        Statement.Of(statement)
            .With(keys.Select(key => key.Type).ToArray())
            .With(keys.Select(key => key.Uuid).ToArray());

    private static NpgsqlBatchCommand List(ObjectQuery query)
    {
        var statement = (query.Uuids.IsDefault, query.UserKeys.IsDefault) switch
        {
            (true, true) => "Read/list_objects",
            (true, false) => "Read/list_objects_by_user_key",
            _ => "Read/list_objects_by_uuid",
        };
        var command = Statement.Of(statement)
            .With(query.Type)
            .With(query.After ?? Guid.Empty)
            .With(query.After is null)
            .WithNullable(query.Active?.From.UtcTicks, NpgsqlDbType.Bigint)
            .WithNullable(query.Active?.To.UtcTicks, NpgsqlDbType.Bigint)
            .With(query.Limit);
        var userKeys = query.UserKeys.IsDefault ? null : query.UserKeys.ToArray();
        if (!query.Uuids.IsDefault)
            command.With(query.Uuids.ToArray()).WithNullable(userKeys, NpgsqlDbType.Array | NpgsqlDbType.Text);
        else if (userKeys is not null)
            command.With(userKeys);
        return command;
    }

    /// <summary>An instant, rounded up to the microseconds of which the server knows: no time of a registration lies between.</summary>
    private static DateTimeOffset Whole(DateTimeOffset instant)
    {
        var rest = instant.UtcTicks % TimeSpan.TicksPerMicrosecond;
        return rest == 0 || instant >= DateTimeOffset.MaxValue ? instant : instant.AddTicks(TimeSpan.TicksPerMicrosecond - rest);
    }

    private static RegistrationRow Registration(NpgsqlDataReader row, int column) => new(
        row.GetInt64(column),
        Rows.Time(row, column + 1),
        row.GetGuid(column + 2),
        (MutationKind)row.GetInt16(column + 3),
        row.IsDBNull(column + 4) ? null : row.GetString(column + 4),
        ImmutableCollectionsMarshal.AsImmutableArray(row.GetFieldValue<byte[]>(column + 5)));

    private static ObjectRow Object(NpgsqlDataReader row, ObjectKey key) => new(
        key,
        row.GetInt64(1),
        Rows.Time(row, 2),
        (MutationKind)row.GetInt16(3),
        ImmutableCollectionsMarshal.AsImmutableArray(row.GetFieldValue<byte[]>(4)),
        Rows.Intervals(row, 5));
}
