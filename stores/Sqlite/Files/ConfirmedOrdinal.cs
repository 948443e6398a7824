using System.Buffers.Binary;
using MoCluster.Stores.Formats;

namespace MoCluster.Stores.Sqlite.Files;

/// <summary>
/// The ordinal of the last batch that was confirmed, in a file beside the database. If a bit of the WAL flips, SQLite leaves out everything from there on and
/// says nothing; a start that compares the database with this file notices.
/// </summary>
/// <remarks>
/// 32 bytes: the incarnation, the ordinal, a format, and a CRC32C over these. They are written after each commit and not flushed, so after a power cut the file
/// may be behind the database, but never ahead of it.
/// </remarks>
/// <param name="file">The file.</param>
internal sealed class ConfirmedOrdinal(ISmallFile file) : IDisposable
{
    private const int Length = 32;
    private const uint Format = 1;

    /// <summary>The file's name.</summary>
    public const string FileName = "confirmed";

    /// <summary>Reads which batch was confirmed last.</summary>
    /// <returns>The incarnation and the ordinal; null if the file is empty or unreadable.</returns>
    public (Guid Incarnation, long Ordinal)? Read()
    {
        Span<byte> bytes = stackalloc byte[Length];
        return Parse(bytes[..file.Read(bytes)]);
    }

    /// <summary>Reads which batch was confirmed last from the content of the file.</summary>
    /// <returns>The incarnation and the ordinal; null if the file is empty or unreadable.</returns>
    public static (Guid Incarnation, long Ordinal)? Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Length
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..]) != Format
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[28..]) != Crc32C.Of(bytes[..28]))
        {
            return null;
        }

        return (new Guid(bytes[..16], bigEndian: true), BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]));
    }

    /// <summary>Says how a database contradicts what was confirmed.</summary>
    /// <param name="confirmed">What was confirmed.</param>
    /// <param name="incarnation">The incarnation of the database.</param>
    /// <param name="lastBatch">The ordinal of its last batch.</param>
    /// <returns>A clause; null if it does not.</returns>
    public static string? Contradiction((Guid Incarnation, long Ordinal) confirmed, Guid incarnation, long lastBatch) =>
        confirmed.Incarnation != incarnation ? $"it is of incarnation {incarnation}, but {confirmed.Incarnation} was here before"
        : confirmed.Ordinal > lastBatch ? $"it ends with batch {lastBatch}, but batch {confirmed.Ordinal} was confirmed"
        : null;

    /// <summary>Writes which batch was confirmed last.</summary>
    /// <param name="incarnation">The incarnation of the database.</param>
    /// <param name="ordinal">The batch's ordinal.</param>
    public void Write(Guid incarnation, long ordinal)
    {
        Span<byte> bytes = stackalloc byte[Length];
        incarnation.TryWriteBytes(bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], ordinal);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[24..], Format);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[28..], Crc32C.Of(bytes[..28]));
        file.Write(bytes);
    }

    /// <inheritdoc />
    public void Dispose() => file.Dispose();
}
