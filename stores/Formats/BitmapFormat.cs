using System.Buffers.Binary;
using System.Collections.Immutable;

namespace MoCluster.Stores.Formats;

/// <summary>The words of a settled bitmap as bytes, the lowest bits in the first byte.</summary>
internal static class BitmapFormat
{
    /// <summary>Writes words.</summary>
    public static byte[] Write(ImmutableArray<ulong> bits)
    {
        var bytes = new byte[bits.Length * sizeof(ulong)];
        for (var i = 0; i < bits.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * sizeof(ulong)), bits[i]);
        return bytes;
    }

    /// <summary>Reads words.</summary>
    public static ImmutableArray<ulong> Read(ReadOnlySpan<byte> bytes)
    {
        var bits = ImmutableArray.CreateBuilder<ulong>(bytes.Length / sizeof(ulong));
        while (bits.Count < bits.Capacity)
            bits.Add(BinaryPrimitives.ReadUInt64LittleEndian(bytes[(bits.Count * sizeof(ulong))..]));
        return bits.MoveToImmutable();
    }
}
