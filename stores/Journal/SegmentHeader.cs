using System.Buffers.Binary;
using MoCluster.Stores.Formats;

namespace MoCluster.Stores.Journal;

/// <summary>The first bytes of a log segment or a snapshot: which kind of file, of which journal, and with which ordinal.</summary>
internal static class SegmentHeader
{
    /// <summary>The size, in bytes.</summary>
    public const int Length = 36;

    /// <summary>"MoCLog", format 1.</summary>
    public const ulong Log = 0x0001_67_6f_4c_43_6f_4d;

    /// <summary>"MoCSta", format 1.</summary>
    public const ulong Snapshot = 0x0001_61_74_53_43_6f_4d;

    /// <summary>Writes a header.</summary>
    public static byte[] Write(ulong kind, Guid incarnation, long ordinal)
    {
        var bytes = new byte[Length];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, kind);
        incarnation.TryWriteBytes(bytes.AsSpan(8));
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), ordinal);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(32), Crc32C.Of(bytes.AsSpan(0, 32)));
        return bytes;
    }

    /// <summary>What is wrong with a header, as a clause; null when nothing is.</summary>
    public static string? Problem(ReadOnlySpan<byte> bytes, ulong kind, Guid incarnation, long ordinal)
    {
        if (bytes.Length < Length)
            return $"its header has {bytes.Length} bytes instead of {Length}";
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[32..]) != Crc32C.Of(bytes[..32]))
            return "its header's checksum does not match";
        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes) is var found && found != kind)
            return $"it is of another kind or format ({found:x16} instead of {kind:x16})";
        if (new Guid(bytes.Slice(8, 16)) is var other && other != incarnation)
            return $"it is of the incarnation {other:D}, the directory of {incarnation:D}";
        if (BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]) is var first && first != ordinal)
            return $"it begins with frame {first}, its name says {ordinal}";
        return null;
    }

    /// <summary>What frames of a journal are mixed with.</summary>
    public static uint Seed(Guid incarnation)
    {
        Span<byte> bytes = stackalloc byte[16];
        incarnation.TryWriteBytes(bytes);
        return Crc32C.Of(bytes);
    }
}
