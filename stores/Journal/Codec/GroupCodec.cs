using MoCluster.Grains.Storage.Listeners;
using static MoCluster.Stores.Journal.Codec.ValueCodec;

namespace MoCluster.Stores.Journal.Codec;

/// <summary>Progress of listener groups.</summary>
internal static class GroupCodec
{
    /// <summary>Writes a group's progress.</summary>
    public static void Write(ByteWriter writer, GroupWrite write)
    {
        writer.Guid(write.Group);
        writer.Number(write.Epoch);
        writer.Bool(write.TakeEpoch);
        WriteList(writer, write.Leases, Write);
        WriteList(writer, write.LeaseChanges, WriteChange);
        WriteList(writer, write.LeasesDropped, ValueCodec.Write);
        WriteList(writer, write.Listeners, WriteProgress);
    }

    /// <summary>Reads a group's progress.</summary>
    public static GroupWrite ReadWrite(ref ByteReader reader) => new()
    {
        Group = reader.Guid(),
        Epoch = reader.Number(),
        TakeEpoch = reader.Bool(),
        Leases = ReadList(ref reader, ReadLease),
        LeaseChanges = ReadList(ref reader, ReadChange),
        LeasesDropped = ReadList(ref reader, ReadGeneration),
        Listeners = ReadList(ref reader, ReadProgress),
    };

    /// <summary>Writes a lease record.</summary>
    public static void Write(ByteWriter writer, LeaseRecord lease)
    {
        ValueCodec.Write(writer, lease.Generation);
        writer.Guid(lease.Listener);
        writer.Number(lease.Position);
        WriteList(writer, lease.Entries, WriteEntry);
    }

    /// <summary>Reads a lease record.</summary>
    public static LeaseRecord ReadLease(ref ByteReader reader) =>
        new(ReadGeneration(ref reader), reader.Guid(), reader.Number(), ReadList(ref reader, ReadEntry));

    /// <summary>Writes a settled bitmap.</summary>
    public static void Write(ByteWriter writer, SettledBitmap bitmap)
    {
        writer.Number(bitmap.Index);
        writer.Words(bitmap.Bits.AsSpan());
    }

    /// <summary>Reads a settled bitmap.</summary>
    public static SettledBitmap ReadPage(ref ByteReader reader) => new(reader.Number(), reader.Words());

    /// <summary>Writes an entry that left the normal flow.</summary>
    public static void Write(ByteWriter writer, EntryRow row)
    {
        writer.Text(row.Subject);
        WriteList(writer, row.Events, EventCodec.WriteRecord);
        writer.Number(row.Attempts);
        WriteInstantOrNull(writer, row.NotBefore);
        writer.Bool(row.Parked);
        writer.Bool(row.Silenced);
        writer.TextOrNull(row.Reason);
    }

    /// <summary>Whether an event in these entries says what caused it.</summary>
    public static bool HasTraceParents(IEnumerable<EntryRow> rows)
    {
        foreach (var row in rows)
        {
            foreach (var record in row.Events)
            {
                if (record.TraceParent is not null)
                    return true;
            }
        }

        return false;
    }

    /// <summary>Reads an entry that left the normal flow.</summary>
    public static EntryRow ReadRow(ref ByteReader reader) => new(
        reader.Text(),
        ReadList(ref reader, EventCodec.ReadRecord),
        (int)reader.Number(),
        ReadInstantOrNull(ref reader),
        reader.Bool(),
        reader.Bool(),
        reader.TextOrNull());

    private static void WriteEntry(ByteWriter writer, LeasedEntry entry)
    {
        writer.Text(entry.Subject);
        WriteList(writer, entry.Numbers, static (to, number) => to.Number(number));
        writer.Number(entry.Attempts);
        writer.Instant(entry.Until);
        writer.Bool(entry.Ended);
    }

    private static LeasedEntry ReadEntry(ref ByteReader reader) =>
        new(reader.Text(), ReadList(ref reader, ReadNumber), (int)reader.Number(), reader.Instant(), reader.Bool());

    private static void WriteChange(ByteWriter writer, LeaseChange change)
    {
        ValueCodec.Write(writer, change.Generation);
        writer.Number(change.Index);
        WriteInstantOrNull(writer, change.Until);
        writer.Bool(change.Ended);
    }

    private static LeaseChange ReadChange(ref ByteReader reader) =>
        new(ReadGeneration(ref reader), (int)reader.Number(), ReadInstantOrNull(ref reader), reader.Bool());

    private static void WriteProgress(ByteWriter writer, ListenerProgress progress)
    {
        writer.Guid(progress.Listener);

        // Positions count from 1, so 0 is free to say that there is no new one.
        writer.Number(progress.NewPosition ?? 0);
        writer.Number(progress.Frontier);
        WriteList(writer, progress.Bitmaps, Write);
        WriteList(writer, progress.Rows, Write);
        WriteList(writer, progress.RowsDropped, static (to, subject) => to.Text(subject));
    }

    private static ListenerProgress ReadProgress(ref ByteReader reader)
    {
        var listener = reader.Guid();
        var position = reader.Number();
        return new ListenerProgress
        {
            Listener = listener,
            NewPosition = position == 0 ? null : position,
            Frontier = reader.Number(),
            Bitmaps = ReadList(ref reader, ReadPage),
            Rows = ReadList(ref reader, ReadRow),
            RowsDropped = ReadList(ref reader, ReadText),
        };
    }
}
