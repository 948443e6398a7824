using System.Buffers.Binary;
using MoCluster.Stores.Formats;
using MoCluster.Stores.Journal.Codec;

namespace MoCluster.Stores.Journal;

/// <summary>
/// The header before every frame of a log segment or a snapshot: magic, payload length, ordinal, checksum of the payload, checksum of
/// the header itself. The last is mixed with the incarnation, so that nothing written elsewhere passes for a frame of this journal.
/// </summary>
/// <param name="PayloadLength">How many bytes follow.</param>
/// <param name="Ordinal">Its place: one above its predecessor's.</param>
/// <param name="PayloadChecksum">The payload's checksum.</param>
internal readonly record struct Frame(int PayloadLength, long Ordinal, uint PayloadChecksum)
{
    /// <summary>The size of the header, in bytes.</summary>
    public const int HeaderLength = 24;

    /// <summary>The first byte of every payload: the version of the records' format.</summary>
    public const byte Version = 1;

    private const uint Magic = 0x46436f4d;

    /// <summary>The size of the whole frame, in bytes.</summary>
    public int Length => HeaderLength + PayloadLength;

    /// <summary>Begins a frame in an empty writer.</summary>
    public static void Begin(ByteWriter writer)
    {
        writer.Reserve(HeaderLength).Clear();
        writer.Byte(Version);
    }

    /// <summary>Fills in the header of a frame that is otherwise complete.</summary>
    public static void End(ByteWriter writer, long ordinal, uint seed)
    {
        var header = writer.Patch(0, HeaderLength);
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], writer.Length - HeaderLength);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], ordinal);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], Crc32C.Of(writer.Written[HeaderLength..]));
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], Crc32C.Of(header[..20], seed));
    }

    /// <summary>Reads a header.</summary>
    /// <returns>Whether it is one of this journal.</returns>
    public static bool TryReadHeader(ReadOnlySpan<byte> header, uint seed, out Frame frame)
    {
        frame = default;
        if (header.Length < HeaderLength
            || BinaryPrimitives.ReadUInt32LittleEndian(header) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(header[20..]) != Crc32C.Of(header[..20], seed))
        {
            return false;
        }

        frame = new Frame(
            BinaryPrimitives.ReadInt32LittleEndian(header[4..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(header[16..]));
        return frame.PayloadLength >= 1;
    }

    /// <summary>Whether a payload is the one that was written.</summary>
    public bool Matches(ReadOnlySpan<byte> payload) => payload.Length == PayloadLength && Crc32C.Of(payload) == PayloadChecksum;
}
