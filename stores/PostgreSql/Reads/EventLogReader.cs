using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Stores.PostgreSql.Formats;
using MoCluster.Stores.PostgreSql.Statements;
using Npgsql;

namespace MoCluster.Stores.PostgreSql.Reads;

/// <summary>
/// What one statement under Read finds in the log: of each page, as it comes, only the events that are wanted are kept, so that it is
/// they that cost memory, and no page.
/// </summary>
/// <param name="limit">At most so many events.</param>
/// <param name="isWanted">Which, by number and priority.</param>
internal sealed class EventLogReader(int limit, Func<long, int, bool> isWanted)
{
    private readonly ImmutableArray<EventRecord>.Builder _events = ImmutableArray.CreateBuilder<EventRecord>();

    /// <summary>The events found, ascending.</summary>
    public ImmutableArray<EventRecord> Events => _events.ToImmutable();

    /// <summary>How many pages came.</summary>
    public int Blocks { get; private set; }

    /// <summary>The last number of the last page.</summary>
    public long Last { get; private set; }

    /// <summary>
    /// Takes a row: a page's last number, count, time and events, and from which number on they are asked for and kept, as a page stays
    /// until all its events may go.
    /// </summary>
    /// <exception cref="InvalidDataException">The page is damaged, or of a later version.</exception>
    public void Add(NpgsqlDataReader row)
    {
        Blocks++;
        Last = row.GetInt64(0);
        var (count, time, from) = (row.GetInt32(1), Rows.Time(row, 2), row.GetInt64(4));
        var reader = new RowReader(row.GetFieldValue<byte[]>(3));
        if (reader.Byte() is var version and not EventBlock.Version)
            throw new InvalidDataException($"A page of events is of format {version}; this build reads {EventBlock.Version}.");
        var (first, found) = (Last - count + 1, _events.Count);
        for (var number = first; number <= Last; number++)
            ReadOne(ref reader, number, time, from);
        AddTraceParents(ref reader, first, found);
    }

    private void ReadOne(ref RowReader reader, long number, DateTimeOffset time, long from)
    {
        var parts = reader.Byte();
        var uuid = reader.Uuid();
        var subjectBytes = reader.Bytes();
        var keyBytes = (parts & EventBlock.HasKey) != 0 ? reader.Bytes() : default;
        var priority = (parts & EventBlock.HasPriority) != 0 ? checked((int)reader.Number()) : EventRecord.DefaultPriority;
        if (number < from || _events.Count == limit || !isWanted(number, priority))
        {
            EventFormat.PassParts(ref reader, parts);
            return;
        }

        var (registration, target) = EventFormat.ReadParts(ref reader, parts);
        var subject = RowReader.Text(subjectBytes);
        var key = (parts & EventBlock.HasKey) != 0 ? RowReader.Text(keyBytes) : subject;
        _events.Add(new EventRecord(number, uuid, subject, priority, time, key, registration, target));
    }

    /// <summary>Adds what caused the events of a page that were found.</summary>
    /// <param name="reader">The page, read to the end of its events.</param>
    /// <param name="first">The number of its first event.</param>
    /// <param name="found">How many events had been found before it.</param>
    private void AddTraceParents(ref RowReader reader, long first, int found)
    {
        while (TraceFormat.Read(ref reader) is var (place, traceParent))
        {
            while (found < _events.Count && _events[found].Number < first + place)
                found++;
            if (found < _events.Count && _events[found].Number == first + place)
                _events[found] = _events[found] with { TraceParent = traceParent };
        }
    }
}
