using System.Buffers.Binary;
using System.Security.Cryptography;
using MoCluster.Grains;

namespace MoCluster.Silo.Cluster;

/// <summary>
/// Makes new uuids of version 7. They ascend with time, so rows of the same time are stored near each other. Each thread fetches random bits
/// for many uuids at once: a system call for every uuid would be expensive, because a silo gives one to every event.
/// </summary>
internal sealed class Identifiers : IIdentifierSource
{
    private const int Size = 16;
    private const int AtOnce = 64;

    [ThreadStatic]
    private static byte[]? _random;

    [ThreadStatic]
    private static int _left;

    /// <inheritdoc />
    public Guid Next()
    {
        var random = _random ??= new byte[Size * AtOnce];
        if (_left == 0)
        {
            RandomNumberGenerator.Fill(random);
            _left = AtOnce;
        }

        // RFC 9562: 48 bits of milliseconds, the version, 12 random bits, the variant, 62 random bits.
        var bytes = random.AsSpan(--_left * Size, Size);
        var milliseconds = (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var middle = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]) & 0x0FFFu;
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (milliseconds << 16) | 0x7000 | middle);
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }
}
