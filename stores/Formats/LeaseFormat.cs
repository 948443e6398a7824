using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Stores.Formats;

/// <summary>
/// The entries of a lease record as bytes: about twenty for an entry with a uuid as its subject. A record is written and deleted with every fetch, so its
/// size is a good part of the cost of a delivery.
/// </summary>
/// <remarks>
/// An entry is written as a byte of <see cref="Parts"/>, its subject, its first open number (as the distance from the last number of the entry before), and
/// the values that the parts announce. Version 1 wrote everything out; its records can still be read.
/// </remarks>
internal static class LeaseFormat
{
    private const byte WrittenOut = 1;
    private const byte Version = 2;

    /// <summary>Writes entries.</summary>
    public static byte[] Write(RowWriter writer, ImmutableArray<LeasedEntry> entries)
    {
        writer.Byte(Version);
        writer.Number(entries.Length);
        var until = entries.IsEmpty ? default : entries[0].Until;
        if (!entries.IsEmpty)
            writer.Instant(until);
        var before = 0L;
        foreach (var entry in entries)
        {
            var isUuid = IsUuid(entry.Subject, out var uuid);
            var hasUntil = entry.Until != until;
            var parts = (isUuid ? Parts.Uuid : 0) | (entry.Ended ? Parts.Ended : 0) | (hasUntil ? Parts.Until : 0)
                | (entry.Numbers.Length != 1 ? Parts.Numbers : 0) | (entry.Attempts != 1 ? Parts.Attempts : 0);
            writer.Byte((byte)parts);
            if (isUuid)
                writer.Uuid(uuid);
            else
                writer.Text(entry.Subject);
            if (entry.Numbers.Length != 1)
                writer.Number(entry.Numbers.Length);
            foreach (var number in entry.Numbers)
            {
                writer.Distance(number - before);
                before = number;
            }

            if (entry.Attempts != 1)
                writer.Number(entry.Attempts);
            if (hasUntil)
                writer.Instant(entry.Until);
        }

        return writer.Take();
    }

    /// <summary>Reads entries.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged, or of a later version.</exception>
    public static ImmutableArray<LeasedEntry>.Builder Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new RowReader(bytes);
        var version = reader.Byte();
        if (version is not (WrittenOut or Version))
            throw new InvalidDataException($"A lease record is of format {version}; this build reads {WrittenOut} and {Version}.");
        var entries = ImmutableArray.CreateBuilder<LeasedEntry>(checked((int)reader.Number()));
        if (version == WrittenOut)
            ReadWrittenOut(ref reader, entries);
        else if (entries.Capacity > 0)
            ReadEntries(ref reader, entries);
        return entries;
    }

    private static void ReadEntries(ref RowReader reader, ImmutableArray<LeasedEntry>.Builder entries)
    {
        var until = reader.Instant();
        var before = 0L;
        while (entries.Count < entries.Capacity)
        {
            var parts = (Parts)reader.Byte();
            var subject = parts.HasFlag(Parts.Uuid) ? reader.Uuid().ToString("D") : reader.Text();
            var numbers = new long[parts.HasFlag(Parts.Numbers) ? checked((int)reader.Number()) : 1];
            for (var i = 0; i < numbers.Length; i++)
                numbers[i] = before += reader.Distance();
            entries.Add(new LeasedEntry(
                subject,
                ImmutableCollectionsMarshal.AsImmutableArray(numbers),
                parts.HasFlag(Parts.Attempts) ? checked((int)reader.Number()) : 1,
                parts.HasFlag(Parts.Until) ? reader.Instant() : until,
                parts.HasFlag(Parts.Ended)));
        }
    }

    private static void ReadWrittenOut(ref RowReader reader, ImmutableArray<LeasedEntry>.Builder entries)
    {
        while (entries.Count < entries.Capacity)
        {
            var subject = reader.Text();
            var numbers = new long[checked((int)reader.Number())];
            for (var i = 0; i < numbers.Length; i++)
                numbers[i] = reader.Number();
            entries.Add(new LeasedEntry(
                subject,
                ImmutableCollectionsMarshal.AsImmutableArray(numbers),
                checked((int)reader.Number()),
                reader.Instant(),
                reader.Byte() != 0));
        }
    }

    /// <summary>Whether a subject is a uuid in exactly the form in which a uuid is written out.</summary>
    private static bool IsUuid(string subject, out Guid uuid)
    {
        Span<char> text = stackalloc char[36];
        return Guid.TryParseExact(subject, "D", out uuid) && uuid.TryFormat(text, out _, "D") && subject.AsSpan().SequenceEqual(text);
    }

    /// <summary>What is special about an entry. Where a part is not set, the usual value holds and is not written.</summary>
    [Flags]
    private enum Parts : byte
    {
        /// <summary>The subject is a uuid, in 16 bytes.</summary>
        Uuid = 1,

        /// <summary>The lease of the entry has ended.</summary>
        Ended = 2,

        /// <summary>The lease ends at another time than that of the first entry.</summary>
        Until = 4,

        /// <summary>The entry has more than one open number, or none.</summary>
        Numbers = 8,

        /// <summary>It is not the first delivery.</summary>
        Attempts = 16,
    }
}
