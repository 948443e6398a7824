using System.Security.Cryptography;
using System.Text;
using MoCluster.GrainInterfaces;

namespace MoCluster.Silo.Api.GraphQL.Objects;

/// <summary>
/// The uuid of an object that is created under an idempotency key without one of its own: it follows from the key, so that a
/// retry meets the same grain (DESIGN.md §6).
/// </summary>
internal static class DerivedUuid
{
    /// <summary>Derives it.</summary>
    /// <param name="type">The object's type.</param>
    /// <param name="key">The key.</param>
    public static Guid Of(string type, IdempotencyKey key)
    {
        var text = $"mocluster create\n{type}\n{key.Caller:D}\n{key.Path}\n{key.Index}\n{key.Key}";
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        // Version 8 of RFC 9562: a uuid made by a rule of one's own.
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
