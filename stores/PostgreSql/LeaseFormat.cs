using System.Collections.Immutable;
using MoCluster.Grains.Storage;

namespace MoCluster.Stores.PostgreSql;

/// <summary>The entries of a lease record as bytes.</summary>
internal static class LeaseFormat
{
    private const byte Version = 1;

    /// <summary>Writes entries.</summary>
    public static byte[] Write(RowWriter writer, ImmutableArray<LeasedEntry> entries)
    {
        writer.Byte(Version);
        writer.Number(entries.Length);
        foreach (var entry in entries)
        {
            writer.Text(entry.Subject);
            writer.Number(entry.Numbers.Length);
            foreach (var number in entry.Numbers)
                writer.Number(number);
            writer.Number(entry.Attempts);
            writer.Instant(entry.Until);
            writer.Byte(entry.Ended ? (byte)1 : (byte)0);
        }

        return writer.Take();
    }

    /// <summary>Reads entries.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged, or of a later version.</exception>
    public static ImmutableArray<LeasedEntry>.Builder Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new RowReader(bytes);
        if (reader.Byte() is var version and not Version)
            throw new InvalidDataException($"A lease record is of format {version}; this build reads {Version}.");
        var entries = ImmutableArray.CreateBuilder<LeasedEntry>(checked((int)reader.Number()));
        while (entries.Count < entries.Capacity)
        {
            var subject = reader.Text();
            var numbers = ImmutableArray.CreateBuilder<long>(checked((int)reader.Number()));
            while (numbers.Count < numbers.Capacity)
                numbers.Add(reader.Number());
            entries.Add(
                new LeasedEntry(subject, numbers.MoveToImmutable(), checked((int)reader.Number()), reader.Instant(), reader.Byte() != 0));
        }

        return entries;
    }
}
