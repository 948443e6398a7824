using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Storage.Events;
using MoCluster.Stores.Formats;
using MoCluster.Stores.Sqlite.Connections;
using MoCluster.Stores.Sqlite.Rows;

namespace MoCluster.Stores.Sqlite.Reading;

/// <summary>Reads events that are no longer in memory.</summary>
internal static class EventReads
{
    /// <summary>Reads consecutive events. Those that were trimmed are missing at the beginning.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="stream">The stream's id.</param>
    /// <param name="first">The first number.</param>
    /// <param name="last">The last number.</param>
    /// <exception cref="SqliteDamagedException">Events that are kept are missing.</exception>
    public static ImmutableArray<EventRecord> Range(SqliteConnection connection, long stream, long first, long last) => connection.InOneView(() =>
    {
        var collector = new EventCollector(checked((int)(last - first + 1)), static (_, _) => true);
        Collect(connection.Statement("Read/events"), stream, first, last, collector, last - first + 1);
        var events = collector.Events;
        if (events.Length == last - first + 1)
            return events;

        first = Math.Max(first, connection.Statement("Read/stream_first").With(stream).All(row => row.Int64(0))[0]);
        if (events.Length != last - first + 1 || (!events.IsEmpty && events[0].Number != first))
        {
            throw new SqliteDamagedException(
                connection.Path, $"of the events {first} to {last} of stream {stream}, {events.Length} are left");
        }

        return events;
    });

    /// <summary>Reads the events of a lane within a part of a stream.</summary>
    public static ImmutableArray<EventRecord> Lane(
        SqliteConnection connection, long stream, PriorityLane lane, long first, long last, int limit)
    {
        var events = new EventCollector(limit, (number, priority) => number <= last && PriorityLanes.Of(priority) == lane);
        var statement = lane switch
        {
            PriorityLane.Better => "Read/events_better",
            PriorityLane.Default => "Read/events_default",
            _ => "Read/events_worse",
        };
        Collect(connection.Statement(statement), stream, first, last, events, limit);
        return events.Events;
    }

    /// <summary>The number of the first event of a stream that is not before an instant.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="stream">The stream's id.</param>
    /// <param name="first">The first number that is kept.</param>
    /// <param name="last">The stream's last number.</param>
    /// <param name="instant">The instant.</param>
    /// <returns>The number; one above the last if all are before.</returns>
    public static long FirstNotBefore(SqliteConnection connection, long stream, long first, long last, DateTimeOffset instant)
    {
        var found = connection.Statement("Trim/first_younger")
            .With(StreamNumbers.Block(stream, first)).With(StreamNumbers.Block(stream, last)).With(instant)
            .All(row => StreamNumbers.LastOf(row.Int64(0)) - row.Int64(1) + 1);
        return found.Count == 0 ? last + 1 : Math.Max(first, found[0]);
    }

    private static void Collect(SqliteStatement row, long stream, long first, long last, EventCollector events, long limit)
    {
        // The block in which the last one wanted is may end after it.
        var (from, to) = (StreamNumbers.Block(stream, first), StreamNumbers.Block(stream, Math.Min(last + EventBlock.MaxEvents, StreamNumbers.MostNumber)));
        row.With(from).With(to);
        try
        {
            while (events.Count < limit && row.Read())
            {
                row.CheckSeal(6);

                // An index whose bit flipped leads to a block that is sound, but another one.
                var id = row.Int64(0);
                if (id < from || id > to)
                    throw row.Damage("stands where another block is wanted");
                from = id + 1;
                var end = StreamNumbers.LastOf(id);
                var begin = end - row.Int64(1) + 1;
                if (begin > last)
                    break;
                events.Add(end, row.Int32(1), row.Instant(2), row.Bytes(5), first);
            }
        }
        finally
        {
            row.Reset();
        }
    }
}
