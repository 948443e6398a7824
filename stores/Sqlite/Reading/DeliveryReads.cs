using System.Collections.Immutable;
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.Stores.Sqlite.Connections;
using MoCluster.Stores.Sqlite.Rows;

namespace MoCluster.Stores.Sqlite.Reading;

/// <summary>Reads deliveries.</summary>
internal static class DeliveryReads
{
    /// <summary>Reads the deliveries of a registration that can be made, and when the next one can.</summary>
    public static DueDeliveries Due(SqliteConnection connection, Guid registration, DateTimeOffset until, int limit) => connection.InOneView(() =>
    {
        var due = connection.Statement("Read/due_deliveries").With(registration).With(until).With(limit).All(DeliveryColumns.Read);
        var next = connection.Statement("Read/next_delivery").With(registration).With(until).First(row => (DateTimeOffset?)row.Instant(0));
        return new DueDeliveries([.. due], next);
    });

    /// <summary>Reads deliveries of a registration by their numbers, ascending.</summary>
    public static ImmutableArray<DeliveryRow> ByNumber(SqliteConnection connection, Guid registration, ImmutableArray<long> numbers) =>
        connection.InOneView(() => ImmutableArray.CreateRange(
            numbers.Distinct().Order().Select(number => DeliveryColumns.Find(connection, number)).OfType<DeliveryRow>()
                .Where(row => row.Registration == registration)));

    /// <summary>Reads deliveries of a registration, ascending by number.</summary>
    public static ImmutableArray<DeliveryRow> List(SqliteConnection connection, DeliveryQuery query)
    {
        var statement = (query.Parked ? "Read/parked_deliveries" : "Read/waiting_deliveries") + (query.Object is null ? "" : "_of_object");
        var rows = connection.Statement(statement).With(query.Registration).With(query.After).With(query.Limit);
        if (query.Object is { } wanted)
            rows.With(wanted.Type).With(wanted.Uuid);
        return [.. rows.All(row => query.WithPayload ? DeliveryColumns.Read(row) : DeliveryColumns.Read(row) with { Payload = [] })];
    }

    /// <summary>Reads what is left to deliver, registration by registration.</summary>
    public static ImmutableArray<DeliveryBacklog> Backlogs(SqliteConnection connection, Guid? after, int limit) => connection.InOneView(() =>
    {
        var found = ImmutableArray.CreateBuilder<DeliveryBacklog>();
        for (var next = After(connection, after); next is { } registration && found.Count < limit; next = After(connection, registration))
            found.Add(Backlog(connection, registration));
        return found.DrainToImmutable();
    });

    private static DeliveryBacklog Backlog(SqliteConnection connection, Guid registration)
    {
        var (waiting, oldest) = connection.Statement("Read/waiting_count").With(registration)
            .First(row => (row.Int64(0), row.IsNull(1) ? null : (DateTimeOffset?)row.Instant(1)));
        var parked = connection.Statement("Read/parked_count").With(registration).First(row => row.Int64(0));
        var due = connection.Statement("Read/next_delivery").With(registration).With(long.MinValue).First(row => (DateTimeOffset?)row.Instant(0));
        return new DeliveryBacklog(registration, waiting, parked, oldest, due);
    }

    /// <summary>The first registration above another that has deliveries; null if there is none. None is empty.</summary>
    private static Guid? After(SqliteConnection connection, Guid? after)
    {
        var waiting = Next("Read/waiting_registration");
        var parked = Next("Read/parked_registration");
        return waiting is null || parked?.CompareTo(waiting.Value) < 0 ? parked : waiting;

        Guid? Next(string statement) => connection.Statement(statement).With(after ?? Guid.Empty).First(row => (Guid?)row.Uuid(0));
    }
}
