using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Events;
using Npgsql;

namespace MoCluster.Stores.PostgreSql;

/// <summary>
/// A row of the log: consecutive events of one stream that became true together, and so at one time. What a query chooses by stands in
/// columns of its own; the events are bytes, since a row an event would cost the server five times as much.
/// </summary>
/// <param name="Last">The number of the last one.</param>
/// <param name="Count">How many they are.</param>
/// <param name="Time">Their time.</param>
/// <param name="Events">The rest of them, as <see cref="EventPageWriter"/> wrote it.</param>
/// <param name="From">From which number on they are asked for, and kept: a page stays until all its events may go.</param>
internal sealed record EventPage(long Last, int Count, DateTimeOffset Time, byte[] Events, long From)
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

    /// <summary>A row of the statements under Read.</summary>
    public static EventPage Of(NpgsqlDataReader row) =>
        new(row.GetInt64(0), row.GetInt32(1), Rows.Time(row, 2), row.GetFieldValue<byte[]>(3), row.GetInt64(4));

    /// <summary>The events of pages, in their order.</summary>
    /// <param name="pages">The pages.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="isWanted">Which, by number and priority.</param>
    /// <exception cref="InvalidDataException">A page is damaged, or of a later version.</exception>
    public static ImmutableArray<EventRecord> Read(IReadOnlyList<EventPage> pages, int limit, Func<long, int, bool> isWanted)
    {
        var events = ImmutableArray.CreateBuilder<EventRecord>((int)Math.Min(limit, pages.Sum(page => (long)page.Count)));
        foreach (var page in pages)
            page.Read(events, limit, isWanted);
        return events.DrainToImmutable();
    }

    private void Read(ImmutableArray<EventRecord>.Builder events, int limit, Func<long, int, bool> isWanted)
    {
        var reader = new RowReader(Events);
        if (reader.Byte() is var version and not Version)
            throw new InvalidDataException($"A page of events is of format {version}; this build reads {Version}.");
        for (var number = Last - Count + 1; number <= Last && events.Count < limit; number++)
            ReadOne(ref reader, events, number, isWanted);
    }

    private void ReadOne(ref RowReader reader, ImmutableArray<EventRecord>.Builder events, long number, Func<long, int, bool> isWanted)
    {
        var parts = reader.Byte();
        var uuid = reader.Uuid();
        var subjectBytes = reader.Bytes();
        var keyBytes = (parts & HasKey) != 0 ? reader.Bytes() : default;
        var priority = (parts & HasPriority) != 0 ? checked((int)reader.Number()) : EventRecord.DefaultPriority;
        var registration = (parts & HasRegistration) != 0 ? EventFormat.ReadRegistration(ref reader) : null;
        var target = (parts & HasTarget) != 0 ? EventFormat.ReadTarget(ref reader) : null;
        if (number < From || !isWanted(number, priority))
            return;

        var subject = RowReader.Text(subjectBytes);
        var key = (parts & HasKey) != 0 ? RowReader.Text(keyBytes) : subject;
        events.Add(new EventRecord(number, uuid, subject, priority, Time, key, registration, target));
    }
}
