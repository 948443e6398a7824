using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Events;
using Npgsql;

namespace MoCluster.Stores.PostgreSql;

/// <summary>
/// What one statement under Read finds in the log: of each page, as it comes, only the events that are wanted are kept, so that it is
/// they that cost memory, and no page.
/// </summary>
/// <param name="limit">At most so many events.</param>
/// <param name="isWanted">Which, by number and priority.</param>
internal sealed class LogRead(int limit, Func<long, int, bool> isWanted)
{
    private readonly ImmutableArray<EventRecord>.Builder _events = ImmutableArray.CreateBuilder<EventRecord>();

    /// <summary>The events found, ascending.</summary>
    public ImmutableArray<EventRecord> Events => _events.ToImmutable();

    /// <summary>How many pages came.</summary>
    public int Pages { get; private set; }

    /// <summary>The last number of the last page.</summary>
    public long Last { get; private set; }

    /// <summary>Takes a row: a page's last number, count, time and events, and from which number on they are asked for and kept.</summary>
    /// <exception cref="InvalidDataException">The page is damaged, or of a later version.</exception>
    public void Add(NpgsqlDataReader row)
    {
        Pages++;
        Last = row.GetInt64(0);
        EventPage.Read(
            row.GetFieldValue<byte[]>(3), Last - row.GetInt32(1) + 1, Last, Rows.Time(row, 2), row.GetInt64(4), limit, isWanted, _events);
    }
}
