using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Stores.PostgreSql;

/// <summary>The events that an entry row carries, as bytes.</summary>
internal static class EventFormat
{
    private const byte Version = 1;
    private const byte HasRegistration = 1;
    private const byte HasTarget = 2;

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
            writer.Byte((byte)((record.Registration is null ? 0 : HasRegistration) | (record.Target is null ? 0 : HasTarget)));
            if (record.Registration is { } registration)
                Write(writer, registration);
            if (record.Target is { } target)
                Write(writer, target);
        }

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
        return events.MoveToImmutable();
    }

    /// <summary>Writes the registration that an event speaks of.</summary>
    public static void Write(RowWriter writer, RegistrationReference registration)
    {
        writer.Text(registration.Object.Type);
        writer.Uuid(registration.Object.Uuid);
        writer.Number(registration.Number);
    }

    /// <summary>Writes an event's target.</summary>
    public static void Write(RowWriter writer, EventTarget target)
    {
        writer.Byte((byte)target.Kind);
        writer.Uuid(target.Uuid);
    }

    /// <summary>Reads the registration that an event speaks of.</summary>
    public static RegistrationReference ReadRegistration(ref RowReader reader) =>
        new(new ObjectKey(reader.Text(), reader.Uuid()), reader.Number());

    /// <summary>Reads an event's target.</summary>
    public static EventTarget ReadTarget(ref RowReader reader) => new((EventTargetKind)reader.Byte(), reader.Uuid());

    private static EventRecord ReadOne(ref RowReader reader)
    {
        var number = reader.Number();
        var uuid = reader.Uuid();
        var subject = reader.Text();
        var priority = checked((int)reader.Number());
        var time = reader.Instant();
        var key = reader.Text();
        var parts = reader.Byte();
        var registration = (parts & HasRegistration) != 0 ? ReadRegistration(ref reader) : null;
        var target = (parts & HasTarget) != 0 ? ReadTarget(ref reader) : null;
        return new EventRecord(number, uuid, subject, priority, time, key == subject ? subject : key, registration, target);
    }
}
