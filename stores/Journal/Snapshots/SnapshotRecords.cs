using MoCluster.Grains.Storage.Objects;
using MoCluster.Grains.Storage.Results;
using MoCluster.Stores.Journal.Codec;
using MoCluster.Stores.Journal.Log;
using MoCluster.Stores.Memory.State;
using static MoCluster.Stores.Journal.Codec.ValueCodec;

namespace MoCluster.Stores.Journal.Snapshots;

/// <summary>The records of a snapshot: one a row, and no row that follows from another.</summary>
internal static class SnapshotRecords
{
    /// <summary>The kinds of records.</summary>
    public enum Kind : byte
    {
        /// <summary>A segment of the log and its index, which does not say where which lanes are. It is read, no longer written.</summary>
        SegmentWithoutLanes = 1,

        /// <summary>The ends of a stream.</summary>
        Stream = 2,

        /// <summary>A namespace.</summary>
        Namespace = 3,

        /// <summary>A listener with its progress.</summary>
        Listener = 4,

        /// <summary>A group with its leases.</summary>
        Group = 5,

        /// <summary>An object with its history.</summary>
        Object = 6,

        /// <summary>A kept result.</summary>
        Result = 7,

        /// <summary>What a commit was given.</summary>
        Remembered = 8,

        /// <summary>The last record, with the count of the others.</summary>
        End = 9,

        /// <summary>A segment of the log and its index.</summary>
        Segment = 10,

        /// <summary>A listener that is paused or suspended, with its progress.</summary>
        HaltedListener = 11,

        /// <summary>
        /// A listener with its progress of which an entry's event says what caused it. Whether it is paused or suspended stands before it.
        /// </summary>
        TracedListener = 12,
    }

    /// <summary>Writes a segment.</summary>
    public static void Write(ByteWriter writer, LogSegment segment)
    {
        writer.Number(segment.First);
        writer.Number(segment.Last);
        writer.Number(segment.Length);
        writer.Number(segment.Streams.Count);
        foreach (var (stream, index) in segment.Streams)
        {
            ValueCodec.Write(writer, stream);
            writer.Number(index.First);
            writer.Number(index.Last);
            writer.Number(index.Entries.Count);
            foreach (var entry in index.Entries)
            {
                writer.Number(entry.Number);
                writer.Instant(entry.Time);
                writer.Number(entry.Offset);
                writer.Byte((byte)entry.Lanes);
            }
        }
    }

    /// <summary>Reads a segment.</summary>
    /// <param name="reader">The record.</param>
    /// <param name="directory">The journal's directory.</param>
    /// <param name="withLanes">Whether it says where which lanes are.</param>
    public static LogSegment ReadSegment(ref ByteReader reader, string directory, bool withLanes)
    {
        var first = reader.Number();
        var path = Path.Combine(directory, LogSegment.NameOf(first));
        var segment = new LogSegment(path, first) { Last = reader.Number(), Length = reader.Number() };
        for (var streams = reader.Count(); streams > 0; streams--)
        {
            var stream = ReadStreamKey(ref reader);
            var index = new StreamIndex(reader.Number());
            index.Restore(reader.Number(), ReadList<IndexEntry>(ref reader, withLanes ? ReadEntry : ReadEntryWithoutLanes));
            segment.Streams.Add(stream, index);
        }

        return segment;
    }

    /// <summary>Writes the ends of a stream.</summary>
    public static void Write(ByteWriter writer, StreamEnds ends)
    {
        writer.Number(ends.First);
        writer.Number(ends.Last);
        writer.Instant(ends.Time);
    }

    /// <summary>Reads the ends of a stream.</summary>
    public static StreamEnds ReadEnds(ref ByteReader reader) => new(reader.Number(), reader.Number(), reader.Instant());

    /// <summary>Writes a listener.</summary>
    public static void Write(ByteWriter writer, StoredListener listener)
    {
        DefinitionCodec.Write(writer, listener.Definition);
        writer.Number(listener.Position);
        writer.Number(listener.Frontier);
        WriteList(writer, [.. listener.Bitmaps.Values], GroupCodec.Write);
        WriteList(writer, [.. listener.Rows.Values], GroupCodec.Write);
    }

    /// <summary>Reads a listener.</summary>
    public static StoredListener ReadListener(ref ByteReader reader, bool isHalted) => new(
        DefinitionCodec.ReadListener(ref reader, isHalted),
        reader.Number(),
        reader.Number(),
        StoredListener.NoBitmaps.AddRange(ReadList(ref reader, GroupCodec.ReadPage).Select(page => KeyValuePair.Create(page.Index, page))),
        StoredListener.NoRows.AddRange(ReadList(ref reader, GroupCodec.ReadRow).Select(row => KeyValuePair.Create(row.Subject, row))));

    /// <summary>Writes a group. Its listeners say themselves that they belong to it.</summary>
    public static void Write(ByteWriter writer, StoredGroup group)
    {
        writer.Number(group.Epoch);
        WriteList(writer, [.. group.Leases.Values], GroupCodec.Write);
    }

    /// <summary>Reads a group.</summary>
    public static StoredGroup ReadGroup(ref ByteReader reader)
    {
        var epoch = reader.Number();
        var leases = ReadList(ref reader, GroupCodec.ReadLease).Select(lease => KeyValuePair.Create(lease.Generation, lease));
        return StoredGroup.Empty with { Epoch = epoch, Leases = StoredGroup.Empty.Leases.AddRange(leases) };
    }

    /// <summary>Writes an object. Its current state is that of its last registration.</summary>
    public static void Write(ByteWriter writer, StoredObject stored)
    {
        ValueCodec.Write(writer, stored.Row.Object);
        WriteList(writer, stored.Row.Presence, ValueCodec.Write);
        WriteList(writer, stored.References, ValueCodec.Write);
        WriteList(writer, stored.UserKeys, static (to, key) => to.Text(key));
        WriteList(writer, stored.Keys, ValueCodec.Write);
        WriteList(writer, stored.Due, static (to, due) => to.Instant(due));
        WriteList(writer, [.. stored.History], ObjectCodec.Write);
    }

    /// <summary>Reads an object.</summary>
    public static StoredObject ReadObject(ref ByteReader reader)
    {
        var key = ReadObjectKey(ref reader);
        var presence = ReadList(ref reader, ReadValidity);
        var references = ReadList(ref reader, ReadReference);
        var userKeys = ReadList(ref reader, ReadText);
        var keys = ReadList(ref reader, ReadUniqueKey);
        var due = ReadList(ref reader, ReadInstant);
        var history = ReadList(ref reader, ObjectCodec.ReadRow);
        if (history.IsEmpty)
            throw new InvalidDataException($"The object {key} has no registration");

        var row = new ObjectRow(key, history[^1].Number, history[^1].Time, history[^1].Operation, history[^1].State, presence);
        return new StoredObject(row, references, userKeys, keys, due, [.. history]);
    }

    /// <summary>Writes a kept result.</summary>
    public static void Write(ByteWriter writer, KeptResult result)
    {
        writer.Bytes(result.RequestHash.AsSpan());
        writer.Bytes(result.Document.AsSpan());
        writer.Instant(result.Time);
        WriteList(writer, result.EventNumbers, static (to, number) => to.Number(number));
        WriteList(writer, result.RegistrationTimes, static (to, time) => to.Instant(time));
    }

    /// <summary>Reads a kept result.</summary>
    public static KeptResult ReadResult(ref ByteReader reader) => new(
        reader.Bytes(), reader.Bytes(), reader.Instant(), ReadList(ref reader, ReadNumber), ReadList(ref reader, ReadInstant));

    private static IndexEntry ReadEntry(ref ByteReader reader) =>
        new(reader.Number(), reader.Instant(), reader.Number(), (LaneSet)reader.Byte() & LaneSet.All);

    private static IndexEntry ReadEntryWithoutLanes(ref ByteReader reader) =>
        new(reader.Number(), reader.Instant(), reader.Number(), LaneSet.All);
}
