using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.Stores.PostgreSql.Connections;
using MoCluster.Stores.PostgreSql.Statements;
using Npgsql;

namespace MoCluster.Stores.PostgreSql.Reads;

/// <summary>Reads deliveries.</summary>
/// <param name="session">Runs the reads.</param>
internal sealed class DeliveryReader(ReadSession session)
{
    /// <summary>Reads the deliveries of a registration that can be made, and when the next one can, in one round trip.</summary>
    public async ValueTask<DueDeliveries> DueAsync(Guid registration, DateTimeOffset until, int limit, CancellationToken cancellation)
    {
        var (rows, next) = await session.RunAsync(
            statements =>
            {
                var (due, later) = (new List<DeliveryRow>(), new List<DateTimeOffset>(1));
                statements.Add(Statement.Of("Transaction/begin_read"));
                statements.Add(
                    Statement.Of("Read/due_deliveries").With(registration).With(until.UtcTicks).With(limit), row => due.Add(Delivery(row, registration)));
                statements.Add(Statement.Of("Read/next_delivery").With(registration).With(until.UtcTicks), row => later.Add(Rows.Instant(row, 0)));
                statements.Add(Statement.Of("Transaction/commit"));
                return (due, later);
            },
            cancellation).ConfigureAwait(false);
        return new DueDeliveries([.. rows], next.Count > 0 ? next[0] : null);
    }

    /// <summary>Reads deliveries of a registration by their numbers, ascending.</summary>
    public async ValueTask<ImmutableArray<DeliveryRow>> ByNumberAsync(
        Guid registration, ImmutableArray<long> numbers, CancellationToken cancellation) =>
        numbers.IsEmpty
            ? []
            : await ListAsync(() => Statement.Of("Read/deliveries").With(registration).With(numbers.ToArray()), registration, cancellation).ConfigureAwait(false);

    /// <summary>Reads deliveries of a registration, ascending by number.</summary>
    public ValueTask<ImmutableArray<DeliveryRow>> ListAsync(DeliveryQuery query, CancellationToken cancellation) =>
        ListAsync(() => List(query), query.Registration, cancellation);

    /// <summary>Reads what is left to deliver, by registration, in one query.</summary>
    public async ValueTask<ImmutableArray<DeliveryBacklog>> BacklogsAsync(Guid? after, int limit, CancellationToken cancellation) =>
    [
        .. await session.ListAsync(
            () => Statement.Of("Read/delivery_backlogs").With(after ?? Guid.Empty).With(limit),
            row => new DeliveryBacklog(
                row.GetGuid(0),
                row.GetInt64(1),
                row.GetInt64(2),
                row.IsDBNull(3) ? null : Rows.Time(row, 3),
                row.IsDBNull(4) ? null : Rows.Instant(row, 4)),
            cancellation).ConfigureAwait(false),
    ];

    private async ValueTask<ImmutableArray<DeliveryRow>> ListAsync(
        Func<NpgsqlBatchCommand> statement, Guid registration, CancellationToken cancellation) =>
        [.. await session.ListAsync(statement, row => Delivery(row, registration), cancellation).ConfigureAwait(false)];

    private static NpgsqlBatchCommand List(DeliveryQuery query)
    {
        var command = Statement.Of((query.Parked ? "Read/parked_deliveries" : "Read/waiting_deliveries") + (query.Object is null ? "" : "_of_object"))
            .With(query.Registration).With(query.After).With(query.Limit).With(query.WithPayload);
        return query.Object is { } wanted ? command.With(wanted.Type).With(wanted.Uuid) : command;
    }

    private static DeliveryRow Delivery(NpgsqlDataReader row, Guid registration) => new(
        registration,
        row.GetInt64(0),
        new ObjectKey(row.GetString(1), row.GetGuid(2)),
        ImmutableCollectionsMarshal.AsImmutableArray(row.GetFieldValue<byte[]>(9)),
        row.IsDBNull(7) ? null : row.GetString(7),
        Rows.Time(row, 3),
        row.GetInt32(4),
        Rows.Instant(row, 5),
        row.GetBoolean(6),
        row.IsDBNull(8) ? null : row.GetString(8));
}
