using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Events;

namespace MoCluster.Stores.Formats;

/// <summary>
/// Collects events from the event blocks that a statement returns. It keeps only the events that are wanted, so that no whole block stays in memory.
/// </summary>
/// <param name="limit">The most events to collect.</param>
/// <param name="isWanted">Tells by number and priority whether an event is wanted.</param>
internal sealed class EventCollector(int limit, Func<long, int, bool> isWanted)
{
    private readonly ImmutableArray<EventRecord>.Builder _events = ImmutableArray.CreateBuilder<EventRecord>();

    /// <summary>The events found, ascending.</summary>
    public ImmutableArray<EventRecord> Events => _events.ToImmutable();

    /// <summary>How many events were found.</summary>
    public int Count => _events.Count;

    /// <summary>How many blocks came.</summary>
    public int Blocks { get; private set; }

    /// <summary>The last number of the last block.</summary>
    public long Last { get; private set; }

    /// <summary>Takes a block. It stays until all its events may be deleted, so it may begin before the number from which on events are kept.</summary>
    /// <param name="last">The number of its last event.</param>
    /// <param name="count">How many events it has.</param>
    /// <param name="time">The time of its events.</param>
    /// <param name="events">The bytes of its events.</param>
    /// <param name="from">The first number that is asked for and kept.</param>
    /// <exception cref="InvalidDataException">The block is damaged, or of a later version.</exception>
    public void Add(long last, int count, DateTimeOffset time, ReadOnlySpan<byte> events, long from)
    {
        Blocks++;
        Last = last;
        var reader = new RowReader(events);
        if (reader.Byte() is var version and not EventBlock.Version)
            throw new InvalidDataException($"An event block is of format {version}; this build reads {EventBlock.Version}.");
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
            EventFormat.SkipParts(ref reader, parts);
            return;
        }

        var (registration, target) = EventFormat.ReadParts(ref reader, parts);
        var subject = RowReader.Text(subjectBytes);
        var key = (parts & EventBlock.HasKey) != 0 ? RowReader.Text(keyBytes) : subject;
        _events.Add(new EventRecord(number, uuid, subject, priority, time, key, registration, target)
        {
            Triggerless = (parts & EventBlock.IsTriggerless) != 0,
        });
    }

    /// <summary>Adds the trace parents of the events that were collected from a block.</summary>
    /// <param name="reader">The block, read to the end of its events.</param>
    /// <param name="first">The number of its first event.</param>
    /// <param name="found">How many events had been collected before this block.</param>
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
