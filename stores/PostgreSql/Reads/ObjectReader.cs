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

/// <summary>The reads of objects.</summary>
/// <param name="session">Where they run.</param>
/// <param name="clock">By which kept results are over their week.</param>
internal sealed class ObjectReader(ReadSession session, DatabaseClock clock)
{
    private readonly SharedReads<ObjectKey, ObjectRow?> _states = new(keys => StatesAsync(session, keys));

    /// <summary>Current states, in the order asked for.</summary>
    public async ValueTask<ImmutableArray<ObjectRow?>> ObjectsAsync(ImmutableArray<ObjectKey> keys, CancellationToken cancellation) =>
        keys.IsEmpty ? [] : await _states.ReadAsync(keys, cancellation).ConfigureAwait(false);

    /// <summary>An object's registrations above a number.</summary>
    public async ValueTask<ImmutableArray<RegistrationRow>> RegistrationsAsync(
        ObjectKey key, long after, int limit, CancellationToken cancellation) =>
    [
        .. await session.ListAsync(
            () => Statement.Of("Read/registrations").With(key.Type).With(key.Uuid).With(after).With(limit),
            row => new RegistrationRow(
                row.GetInt64(0),
                Rows.Time(row, 1),
                row.GetGuid(2),
                (MutationKind)row.GetInt16(3),
                row.IsDBNull(4) ? null : row.GetString(4),
                ImmutableCollectionsMarshal.AsImmutableArray(row.GetFieldValue<byte[]>(5))),
            cancellation).ConfigureAwait(false),
    ];

    /// <summary>Objects of a type, ascending by uuid.</summary>
    public async ValueTask<ImmutableArray<ObjectRow>> ListAsync(ObjectQuery query, CancellationToken cancellation) =>
    [
        .. await session.ListAsync(
            () => List(query),
            row => Object(row, new ObjectKey(query.Type, row.GetGuid(0))),
            cancellation).ConfigureAwait(false),
    ];

    /// <summary>Who refers to objects, in the order of these, then by who refers.</summary>
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

    /// <summary>Due instants that have come, the earliest first.</summary>
    public async ValueTask<ImmutableArray<DueInstant>> DueAsync(
        DueInstant? after, DateTimeOffset until, int limit, CancellationToken cancellation) =>
    [
        .. await session.ListAsync(
            () => Statement.Of("Read/due").With(until.UtcTicks).With(limit)
                .With(after?.Instant.UtcTicks ?? long.MinValue)
                .With(after?.Object.Type ?? "")
                .With(after?.Object.Uuid ?? Guid.Empty),
            row => new DueInstant(new ObjectKey(row.GetString(0), row.GetGuid(1)), Texts.Instant(row.GetInt64(2))),
            cancellation).ConfigureAwait(false),
    ];

    /// <summary>What was kept under an idempotency key.</summary>
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

    private static ObjectRow Object(NpgsqlDataReader row, ObjectKey key) => new(
        key,
        row.GetInt64(1),
        Rows.Time(row, 2),
        (MutationKind)row.GetInt16(3),
        ImmutableCollectionsMarshal.AsImmutableArray(row.GetFieldValue<byte[]>(4)),
        Texts.Intervals(row.GetFieldValue<NpgsqlRange<long>[]>(5)));
}
