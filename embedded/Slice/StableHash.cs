using System.Numerics;
using System.Runtime.InteropServices;

namespace MoCluster.Embedded;

/// <summary>
/// A hash that is the same in every process, so that nothing that is ordered by it differs between two runs of one seed.
/// </summary>
internal static class StableHash
{
    /// <summary>The hash of a text.</summary>
    public static int Of(string text)
    {
        var crc = uint.MaxValue;
        var bytes = MemoryMarshal.AsBytes(text.AsSpan());
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, MemoryMarshal.Read<ulong>(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var b in bytes)
            crc = BitOperations.Crc32C(crc, b);

        return (int)~crc;
    }
}
