using System.Buffers.Binary;
using System.Numerics;

namespace MoCluster.Stores.Formats;

/// <summary>The checksum of Castagnoli, with the processor's own instruction.</summary>
internal static class Crc32C
{
    /// <summary>The checksum of bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="seed">What they are mixed with.</param>
    public static uint Of(ReadOnlySpan<byte> bytes, uint seed = 0)
    {
        var crc = ~seed;
        while (bytes.Length >= 8)
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        foreach (var value in bytes)
            crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }
}
