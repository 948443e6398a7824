using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Stores.Sqlite.Connections;

namespace MoCluster.Stores.Sqlite.Reading;

/// <summary>Reads the histories of objects.</summary>
internal static class HistoryReads
{
    /// <summary>Reads the registrations of an object above a number.</summary>
    public static ImmutableArray<RegistrationRow> Registrations(SqliteConnection connection, ObjectKey key, long after, int limit) =>
        connection.InOneView(() =>
        {
            var history = new ObjectHistory(connection, key);
            var found = ImmutableArray.CreateBuilder<RegistrationRow>();
            for (var next = Math.Clamp(after, 0, history.Count) + 1; next <= history.Count && found.Count < limit; next++)
                found.Add(history[next]);
            return found.DrainToImmutable();
        });

    /// <summary>Reads the registrations of objects that were current in an interval, in the order of the objects, the oldest first.</summary>
    public static ImmutableArray<HistoryRow> Histories(SqliteConnection connection, HistoryQuery query) => connection.InOneView(() =>
    {
        var found = ImmutableArray.CreateBuilder<HistoryRow>();
        foreach (var place in query.Objects)
            Add(new ObjectHistory(connection, place.Object), place, query, found);
        return found.DrainToImmutable();
    });

    private static void Add(ObjectHistory history, HistoryPlace place, HistoryQuery query, ImmutableArray<HistoryRow>.Builder found)
    {
        var number = FirstAfter(history, place.After, query.From);
        var row = number <= history.Count ? history[number] : null;
        for (var added = 0; row is not null && row.Time < query.To && added < query.Limit; added++)
        {
            var next = ++number <= history.Count ? history[number] : null;
            found.Add(new HistoryRow(place.Object, row, next?.Time));
            row = next;
        }
    }

    /// <summary>The number of the first registration above a given one that was current after an instant. Times ascend, so it is found by halving.</summary>
    private static long FirstAfter(ObjectHistory history, long after, DateTimeOffset from)
    {
        var (low, high) = (Math.Clamp(after, 0, history.Count) + 1, history.Count);
        while (from > DateTimeOffset.MinValue && low < high)
        {
            var middle = low + ((high - low) / 2);
            if (history[middle + 1].Time > from)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }
}
