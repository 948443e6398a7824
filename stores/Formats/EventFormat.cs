using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Stores.Formats;

/// <summary>
/// The events of an entry row as bytes; <c>Read/backlogs.sql</c> finds the time of the first one in them. Event blocks have another format, see
/// <see cref="EventBlock"/>.
/// </summary>
internal static class EventFormat
{
    private const byte Version = 1;
    private const int HasRegistration = 1;
    private const int HasTarget = 2;

    /// <summary>Writes events.</summary>
    public static byte[] Write(RowWriter writer, ImmutableArray<EventRecord> events)
    {
        writer.Byte(Version);
        writer.Number(events.Length);
        foreach (var record in events)
        {
            writer.Number(record.Number);
            writer.Uuid(record.Uuid);
            writer.Text(record.Subject);
            writer.Number(record.Priority);
            writer.Instant(record.Time);
            writer.Text(record.Key);
            writer.Byte((byte)PartsOf(record.Registration, record.Target));
            WriteParts(writer, record.Registration, record.Target);
        }

        for (var place = 0; place < events.Length; place++)
            TraceFormat.Write(writer, place, events[place].TraceParent);
        return writer.Take();
    }

    /// <summary>Reads events.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged, or of a later version.</exception>
    public static ImmutableArray<EventRecord> Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new RowReader(bytes);
        if (reader.Byte() is var version and not Version)
            throw new InvalidDataException($"An entry row's events are of format {version}; this build reads {Version}.");
        var events = ImmutableArray.CreateBuilder<EventRecord>(checked((int)reader.Number()));
        while (events.Count < events.Capacity)
            events.Add(ReadOne(ref reader));
        while (TraceFormat.Read(ref reader) is var (place, traceParent) && place < events.Count)
            events[place] = events[place] with { TraceParent = traceParent };
        return events.MoveToImmutable();
    }

    /// <summary>The bits in an event's byte of parts: which of the two it has.</summary>
    public static int PartsOf(RegistrationReference? registration, EventTarget? target) =>
        (registration is null ? 0 : HasRegistration) | (target is null ? 0 : HasTarget);

    /// <summary>Writes the registration and the target of an event, if it has them.</summary>
    public static void WriteParts(RowWriter writer, RegistrationReference? registration, EventTarget? target)
    {
        if (registration is not null)
        {
            writer.Text(registration.Object.Type);
            writer.Uuid(registration.Object.Uuid);
            writer.Number(registration.Number);
        }

        if (target is not null)
        {
            writer.Byte((byte)target.Kind);
            writer.Uuid(target.Uuid);
        }
    }

    /// <summary>Reads what <see cref="WriteParts"/> wrote.</summary>
    /// <param name="reader">The reader, at these parts.</param>
    /// <param name="parts">The event's byte of parts.</param>
    public static (RegistrationReference? Registration, EventTarget? Target) ReadParts(ref RowReader reader, int parts)
    {
        RegistrationReference? registration = null;
        if ((parts & HasRegistration) != 0)
            registration = new RegistrationReference(new ObjectKey(reader.Text(), reader.Uuid()), reader.Number());
        EventTarget? target = null;
        if ((parts & HasTarget) != 0)
            target = new EventTarget((EventTargetKind)reader.Byte(), reader.Uuid());
        return (registration, target);
    }

    /// <summary>Skips what <see cref="WriteParts"/> wrote.</summary>
    /// <param name="reader">The reader, at these parts.</param>
    /// <param name="parts">The event's byte of parts.</param>
    public static void SkipParts(ref RowReader reader, int parts)
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

    private static EventRecord ReadOne(ref RowReader reader)
    {
        var number = reader.Number();
        var uuid = reader.Uuid();
        var subject = reader.Text();
        var priority = checked((int)reader.Number());
        var time = reader.Instant();
        var key = reader.Text();
        var (registration, target) = ReadParts(ref reader, reader.Byte());
        return new EventRecord(number, uuid, subject, priority, time, key == subject ? subject : key, registration, target);
    }
}
