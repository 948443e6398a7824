using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Primitives;
using MoCluster.Grains.Storage.Events;
using MoCluster.Stores.Journal.Log;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Journal.Codec;

/// <summary>
/// Events. Within a commit an event names its stream by the place of its run in the <see cref="Assignment"/>, so that whoever looks
/// for one stream knows from the assignment alone whether a commit concerns it.
/// </summary>
internal static class EventCodec
{
    private const byte KeyIsSubject = 1;
    private const byte HasRegistration = 2;
    private const byte HasTarget = 4;
    private const byte HasTraceParent = 8;

    /// <summary>Writes a commit's events.</summary>
    public static void WriteDrafts(ByteWriter writer, ImmutableArray<EventDraft> drafts)
    {
        writer.Number(drafts.Length);
        var runs = new List<StreamKey>(1);
        Dictionary<StreamKey, int>? places = null;
        var place = -1;
        foreach (var draft in drafts)
        {
            if (place < 0 || runs[place] != draft.Stream)
                place = Place(runs, ref places, draft.Stream);
            writer.Number(place);
            Write(writer, draft.Uuid, draft.Subject, draft.Priority, draft.Key, draft.Registration, draft.Target, draft.TraceParent);
        }
    }

    /// <summary>Reads a commit's events.</summary>
    public static ImmutableArray<EventDraft> ReadDrafts(ref ByteReader reader, ImmutableArray<StreamAssignment> runs)
    {
        var drafts = ImmutableArray.CreateBuilder<EventDraft>(reader.Count());
        for (var i = 0; i < drafts.Capacity; i++)
        {
            var stream = runs[(int)reader.Number()].Stream;
            var read = ReadRecord(ref reader, 0, default);
            drafts.Add(new EventDraft(
                stream, read.Uuid, read.Subject, read.Priority, read.Key, read.Registration, read.Target, read.TraceParent));
        }

        return drafts.MoveToImmutable();
    }

    /// <summary>Reads those events of one stream whose numbers, and lane when one is named, are wanted, and passes over the others.</summary>
    public static void ReadRun(
        ref ByteReader reader,
        int run,
        StreamAssignment assignment,
        long first,
        long last,
        ImmutableArray<EventRecord>.Builder found,
        PriorityLane? lane = null)
    {
        var number = assignment.First;
        var count = reader.Count();
        for (var i = 0; i < count; i++)
        {
            var wanted = reader.Number() == run && number++ is var given && given >= first && given <= last;
            if (wanted && (lane is not { } one || PriorityLanes.Of(PeekPriority(reader)) == one))
                found.Add(ReadRecord(ref reader, number - 1, assignment.Time));
            else
                Skip(ref reader);
        }
    }

    /// <summary>Reads of which lanes a commit has events in each of its streams.</summary>
    public static LaneSet[] ReadLanes(ref ByteReader reader, int runs)
    {
        var lanes = new LaneSet[runs];
        for (var left = reader.Count(); left > 0; left--)
        {
            var run = (int)reader.Number();
            lanes[run] |= LaneSets.Of(PeekPriority(reader));
            Skip(ref reader);
        }

        return lanes;
    }

    /// <summary>Writes an event that has its number and time.</summary>
    public static void WriteRecord(ByteWriter writer, EventRecord record)
    {
        writer.Number(record.Number);
        writer.Instant(record.Time);
        Write(writer, record.Uuid, record.Subject, record.Priority, record.Key, record.Registration, record.Target, record.TraceParent);
    }

    /// <summary>Reads what <see cref="WriteRecord"/> wrote.</summary>
    public static EventRecord ReadRecord(ref ByteReader reader)
    {
        var number = reader.Number();
        return ReadRecord(ref reader, number, reader.Instant());
    }

    private static int Place(List<StreamKey> runs, ref Dictionary<StreamKey, int>? places, StreamKey stream)
    {
        if (runs.Count > 0)
            places ??= new Dictionary<StreamKey, int> { [runs[0]] = 0 };
        if (places is not null && places.TryGetValue(stream, out var place))
            return place;
        runs.Add(stream);
        places?.Add(stream, runs.Count - 1);
        return runs.Count - 1;
    }

    private static void Write(
        ByteWriter writer,
        Guid uuid,
        string subject,
        int priority,
        string key,
        RegistrationReference? registration,
        EventTarget? target,
        string? traceParent)
    {
        writer.Guid(uuid);
        writer.Text(subject);
        writer.Number(priority);
        var keyIsSubject = string.Equals(key, subject, StringComparison.Ordinal);
        var flags = keyIsSubject ? KeyIsSubject : 0;
        flags |= registration is null ? 0 : HasRegistration;
        flags |= target is null ? 0 : HasTarget;
        flags |= traceParent is null ? 0 : HasTraceParent;
        writer.Byte((byte)flags);
        if (!keyIsSubject)
            writer.Text(key);
        if (registration is not null)
        {
            ValueCodec.Write(writer, registration.Object);
            writer.Number(registration.Number);
        }

        if (target is not null)
        {
            writer.Byte((byte)target.Kind);
            writer.Guid(target.Uuid);
        }

        if (traceParent is not null)
            TraceParent.Write(traceParent, writer.Reserve(TraceParent.Bytes));
    }

    private static EventRecord ReadRecord(ref ByteReader reader, long number, DateTimeOffset time)
    {
        var uuid = reader.Guid();
        var subject = reader.Text();
        var priority = (int)reader.Number();
        var flags = reader.Byte();
        var key = (flags & KeyIsSubject) != 0 ? subject : reader.Text();
        var registration = (flags & HasRegistration) != 0
            ? new RegistrationReference(ValueCodec.ReadObjectKey(ref reader), reader.Number())
            : null;
        var target = (flags & HasTarget) != 0 ? new EventTarget((EventTargetKind)reader.Byte(), reader.Guid()) : null;
        var traceParent = (flags & HasTraceParent) != 0 ? TraceParent.Read(reader.Raw(TraceParent.Bytes)) : null;
        return new EventRecord(number, uuid, subject, priority, time, key, registration, target, traceParent);
    }

    private static int PeekPriority(ByteReader reader)
    {
        reader.Raw(16);
        reader.Raw(reader.Count());
        return (int)reader.Number();
    }

    private static void Skip(ref ByteReader reader)
    {
        reader.Raw(16);
        reader.Raw(reader.Count());
        reader.Number();
        var flags = reader.Byte();
        if ((flags & KeyIsSubject) == 0)
            reader.Raw(reader.Count());
        if ((flags & HasRegistration) != 0)
        {
            reader.Raw(reader.Count());
            reader.Raw(16);
            reader.Number();
        }

        if ((flags & HasTarget) != 0)
            reader.Raw(17);
        if ((flags & HasTraceParent) != 0)
            reader.Raw(TraceParent.Bytes);
    }
}
