using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Stores.Formats;
using MoCluster.Stores.Sqlite.Connections;

namespace MoCluster.Stores.Sqlite.Rows;

/// <summary>The rows of namespaces, listeners and their groups. The columns are in the order of the schema.</summary>
internal static class ListenerRows
{
    /// <summary>Binds a namespace.</summary>
    public static SqliteStatement With(this SqliteStatement statement, NamespaceDefinition space) =>
        statement.With(space.Name).With(space.Owner).With(space.IsPublic).With(space.Version);

    /// <summary>Reads a namespace.</summary>
    public static NamespaceDefinition Namespace(SqliteStatement row)
    {
        row.CheckSeal(4);
        return new NamespaceDefinition(row.Text(0), row.Uuid(1), row.Flag(2), row.Int64(3));
    }

    /// <summary>Binds a listener's definition.</summary>
    public static SqliteStatement With(this SqliteStatement statement, ListenerDefinition listener) => statement
        .With(listener.Uuid)
        .With(listener.Owner)
        .With(listener.Stream.Namespace)
        .With(listener.Stream.RoutingKey)
        .With(listener.UserKey)
        .With(listener.Group)
        .With(listener.Policy.Lease.Ticks)
        .With(listener.Policy.MaxBackOff.Ticks)
        .With(listener.Policy.MaxAttempts)
        .With(listener.Policy.MaxInFlight)
        .With(listener.Created)
        .With(listener.Pause?.Since.UtcTicks)
        .With(listener.Pause?.Reason)
        .With(listener.Suspension?.Since.UtcTicks)
        .With(listener.Suspension?.From)
        .With(listener.Suspension?.To);

    /// <summary>Reads a listener's definition.</summary>
    public static ListenerDefinition Listener(SqliteStatement row)
    {
        row.CheckSeal(16);
        return new ListenerDefinition(
            row.Uuid(0),
            row.Uuid(1),
            new StreamKey(row.Text(2), row.Text(3)),
            row.Text(4),
            row.Uuid(5),
            new ListenerPolicy(new TimeSpan(row.Int64(6)), new TimeSpan(row.Int64(7)), row.Int32(8), row.Int32(9)),
            row.Instant(10),
            row.IsNull(11) ? null : new ListenerPause(row.Instant(11), row.IsNull(12) ? null : row.Text(12)),
            row.IsNull(13) ? null : new ListenerSuspension(row.Instant(13), row.Int64(14), row.Int64(15)));
    }

    /// <summary>Reads how far a listener is.</summary>
    public static (Guid Listener, long Position, long Frontier) Progress(SqliteStatement row)
    {
        row.CheckSeal(3);
        return (row.Uuid(0), row.Int64(1), row.Int64(2));
    }

    /// <summary>Binds an entry row.</summary>
    public static SqliteStatement With(this SqliteStatement statement, RowWriter writer, EntryRow row) => statement
        .With(row.Subject)
        .With(row.Attempts)
        .With(row.NotBefore?.UtcTicks)
        .With(row.Parked)
        .With(row.Silenced)
        .With(row.Events.IsEmpty ? null : row.Events[0].Time.UtcTicks)
        .With(row.Reason)
        .With(EventFormat.Write(writer, row.Events));

    /// <summary>Reads an entry row.</summary>
    public static EntryRow Entry(SqliteStatement row)
    {
        row.CheckSeal(9);
        return new EntryRow(
            row.Text(1),
            EventFormat.Read(row.Bytes(8)),
            row.Int32(2),
            row.IsNull(3) ? null : row.Instant(3),
            row.Flag(4),
            row.Flag(5),
            row.IsNull(7) ? null : row.Text(7));
    }

    /// <summary>Reads a lease record without the changes of its entries.</summary>
    public static LeaseRecord Lease(SqliteStatement row)
    {
        row.CheckSeal(6);
        return new LeaseRecord(
            new Generation(row.Int64(1), row.Int64(2)), row.Uuid(3), row.Int64(4), LeaseFormat.Read(row.Bytes(5)).ToImmutable());
    }

    /// <summary>Reads a change of a lease record's entry.</summary>
    public static LeaseChange Change(SqliteStatement row)
    {
        row.CheckSeal(6);
        return new LeaseChange(new Generation(row.Int64(1), row.Int64(2)), row.Int32(3), row.Instant(4), row.Flag(5));
    }
}
