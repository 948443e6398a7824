using System.Security.Cryptography;
using System.Text;

namespace MoCluster.Grains.Primitives;

/// <summary>Makes uuids from names. A name gives the same uuid on every machine, and never one that was generated at random.</summary>
internal static class NamedUuid
{
    /// <summary>The uuid of a name.</summary>
    /// <param name="name">The name, which begins with the kind of thing that it names.</param>
    public static Guid Of(string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), hash);
        // Version 8 of RFC 9562: a uuid made by a rule of one's own.
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
