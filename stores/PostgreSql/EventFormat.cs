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
            {
                writer.Text(registration.Object.Type);
                writer.Uuid(registration.Object.Uuid);
                writer.Number(registration.Number);
            }

            if (record.Target is { } target)
            {
                writer.Byte((byte)target.Kind);
                writer.Uuid(target.Uuid);
            }
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

    private static EventRecord ReadOne(ref RowReader reader)
    {
        var number = reader.Number();
        var uuid = reader.Uuid();
        var subject = reader.Text();
        var priority = checked((int)reader.Number());
        var time = reader.Instant();
        var key = reader.Text();
        var parts = reader.Byte();
        RegistrationReference? registration = null;
        if ((parts & HasRegistration) != 0)
            registration = new RegistrationReference(new ObjectKey(reader.Text(), reader.Uuid()), reader.Number());
        EventTarget? target = null;
        if ((parts & HasTarget) != 0)
            target = new EventTarget((EventTargetKind)reader.Byte(), reader.Uuid());
        return new EventRecord(number, uuid, subject, priority, time, key == subject ? subject : key, registration, target);
    }
}
