using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MoCluster.Grains.Storage.Results;
using MoCluster.Stores.Formats;

namespace MoCluster.Stores.Sqlite.Rows;

/// <summary>A result that is kept under an idempotency key, as bytes; its time is a column.</summary>
internal static class KeptResultFormat
{
    private const byte Version = 1;

    /// <summary>Writes a result.</summary>
    public static byte[] Write(RowWriter writer, KeptResult result)
    {
        writer.Byte(Version);
        Write(writer, result.RequestHash);
        Write(writer, result.Document);
        writer.Numbers(result.EventNumbers);
        writer.Instants(result.RegistrationTimes);
        return writer.Take();
    }

    /// <summary>Reads a result.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged, or of a later version.</exception>
    public static KeptResult Read(ReadOnlySpan<byte> bytes, DateTimeOffset time)
    {
        var reader = new RowReader(bytes);
        if (reader.Byte() is var version and not Version)
            throw new InvalidDataException($"A kept result is of format {version}; this build reads {Version}.");
        var hash = ReadBytes(ref reader);
        var document = ReadBytes(ref reader);
        return new KeptResult(hash, document, time, reader.Numbers(), reader.Instants());
    }

    private static void Write(RowWriter writer, ImmutableArray<byte> bytes)
    {
        writer.Number(bytes.Length);
        bytes.AsSpan().CopyTo(writer.Reserve(bytes.Length));
    }

    private static ImmutableArray<byte> ReadBytes(ref RowReader reader) => ImmutableCollectionsMarshal.AsImmutableArray(reader.Bytes().ToArray());
}
