using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Events;

namespace MoCluster.Stores.PostgreSql;

/// <summary>
/// A row of the log: consecutive events of one stream that became true together, and so at one time. What a query chooses by stands in
/// columns of its own; the events are bytes, since a row and an index entry an event would cost the server three times as much.
/// </summary>
internal static class EventPage
{
    /// <summary>The most events in one page. The statements under Read that read pages know it.</summary>
    public const int MaxEvents = 256;

    /// <summary>The format's version, a page's first byte.</summary>
    public const byte Version = 1;

    /// <summary>In an event's byte of parts: it speaks of a registration.</summary>
    public const int HasRegistration = 1;

    /// <summary>In an event's byte of parts: it has a target.</summary>
    public const int HasTarget = 2;

    /// <summary>In an event's byte of parts: its key is not its subject.</summary>
    public const int HasKey = 4;

    /// <summary>In an event's byte of parts: its priority is not the default.</summary>
    public const int HasPriority = 8;

    /// <summary>Reads what <see cref="EventPageWriter"/> wrote.</summary>
    /// <param name="page">The bytes.</param>
    /// <param name="first">The number of the page's first event.</param>
    /// <param name="last">The number of its last event.</param>
    /// <param name="time">The time of all of them.</param>
    /// <param name="from">From which number on they are asked for, and kept: a page stays until all its events may go.</param>
    /// <param name="limit">The most that <paramref name="events"/> may hold.</param>
    /// <param name="isWanted">Which are wanted, by number and priority.</param>
    /// <param name="events">Where they go.</param>
    /// <exception cref="InvalidDataException">The page is damaged, or of a later version.</exception>
    public static void Read(
        ReadOnlySpan<byte> page,
        long first,
        long last,
        DateTimeOffset time,
        long from,
        int limit,
        Func<long, int, bool> isWanted,
        ImmutableArray<EventRecord>.Builder events)
    {
        var reader = new RowReader(page);
        if (reader.Byte() is var version and not Version)
            throw new InvalidDataException($"A page of events is of format {version}; this build reads {Version}.");
        for (var number = first; number <= last && events.Count < limit; number++)
        {
            var parts = reader.Byte();
            var uuid = reader.Uuid();
            var subjectBytes = reader.Bytes();
            var keyBytes = (parts & HasKey) != 0 ? reader.Bytes() : default;
            var priority = (parts & HasPriority) != 0 ? checked((int)reader.Number()) : EventRecord.DefaultPriority;
            if (number < from || !isWanted(number, priority))
            {
                Pass(ref reader, parts);
                continue;
            }

            var registration = (parts & HasRegistration) != 0 ? EventFormat.ReadRegistration(ref reader) : null;
            var target = (parts & HasTarget) != 0 ? EventFormat.ReadTarget(ref reader) : null;
            var subject = RowReader.Text(subjectBytes);
            var key = (parts & HasKey) != 0 ? RowReader.Text(keyBytes) : subject;
            events.Add(new EventRecord(number, uuid, subject, priority, time, key, registration, target));
        }
    }

    /// <summary>Goes past what <see cref="EventFormat"/> would make an object of.</summary>
    private static void Pass(ref RowReader reader, int parts)
    {
        if ((parts & HasRegistration) != 0)
        {
            reader.Bytes();
            reader.Uuid();
            reader.Number();
        }

        if ((parts & HasTarget) != 0)
        {
            reader.Byte();
            reader.Uuid();
        }
    }
}
