using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;
using MoCluster.GrainInterfaces;
using MoCluster.Grains.Primitives;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Grains.Listeners;

/// <summary>
/// The token of a delivery, with which it is acknowledged. It contains all that an acknowledgement needs, so it also works on an activation
/// that was created a moment ago on another silo (docs/architecture.md §5.5).
/// </summary>
/// <remarks>
/// The text is base64url, about 70 characters. It begins with a version (1), flags, the incarnation, the listener, and the group where it is
/// not the listener's own (16 bytes each). Variable-length numbers follow: position, epoch, ordinal, index, count and the open numbers (the
/// first, then the distances). CRC-32C of all this, little-endian, ends it. The checksum detects damage and is not a secret: a token
/// can do nothing that its listener's owner may not do.
/// </remarks>
/// <param name="Incarnation">The store's incarnation. A token of another incarnation settles nothing.</param>
/// <param name="Listener">The listener.</param>
/// <param name="Group">The listener's group, whose grain takes the acknowledgement.</param>
/// <param name="Position">The ordinal of the listener's position. A token of an earlier position settles nothing.</param>
/// <param name="Generation">Identifies the hand-out.</param>
/// <param name="Index">The index of the entry in that hand-out.</param>
/// <param name="Numbers">The open numbers that were handed out, ascending, one to three.</param>
public sealed record EventToken(
    Guid Incarnation, Guid Listener, Guid Group, long Position, Generation Generation, int Index, ImmutableArray<long> Numbers)
{
    /// <summary>The longest text that can be a token, in characters.</summary>
    public const int MaxTextLength = 192;

    private const byte Version = 1;
    private const byte HasGroup = 1;
    private const int GuidSize = 16;
    private const int ChecksumSize = 4;
    private const int MaxNumbers = 3;
    private const int MaxSize = 2 + (3 * GuidSize) + (8 * 10) + ChecksumSize;

    /// <summary>The answer to a text that is not a token; the message is OS2mo's (docs/os2mo.md §3).</summary>
    public static Refusal Unparsable { get; } = new(RefusalCode.InvalidToken, "Could not parse EventToken");

    /// <summary>Parses the text of a token. It never throws.</summary>
    /// <param name="text">The text.</param>
    /// <param name="token">The token.</param>
    /// <returns>Whether the text is a token.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out EventToken? token)
    {
        token = null;
        if (text is null || text.Length > MaxTextLength || !Base64Url.IsValid(text))
            return false;
        Span<byte> bytes = stackalloc byte[MaxTextLength];
        if (!Base64Url.TryDecodeFromChars(text, bytes, out var size) || size < 2 + ChecksumSize)
            return false;
        var body = bytes[..(size - ChecksumSize)];
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[body.Length..size]) != Checksum(body) || body[0] != Version || body[1] > HasGroup)
            return false;
        token = ReadBody(body);
        return token is not null;
    }

    /// <summary>The token's text.</summary>
    public override string ToString() => Text(Incarnation, Listener, Group, Position, Generation, Index, Numbers.AsSpan());

    /// <summary>The text of a token, without creating the token: a hand-out of a thousand entries needs a thousand texts.</summary>
    /// <param name="incarnation">See <see cref="Incarnation"/>.</param>
    /// <param name="listener">See <see cref="Listener"/>.</param>
    /// <param name="group">See <see cref="Group"/>.</param>
    /// <param name="position">See <see cref="Position"/>.</param>
    /// <param name="generation">See <see cref="Generation"/>.</param>
    /// <param name="index">See <see cref="Index"/>.</param>
    /// <param name="numbers">See <see cref="Numbers"/>.</param>
    internal static string Text(
        Guid incarnation, Guid listener, Guid group, long position, Generation generation, int index, ReadOnlySpan<long> numbers)
    {
        Span<byte> bytes = stackalloc byte[MaxSize];
        bytes[0] = Version;
        bytes[1] = group == listener ? (byte)0 : HasGroup;
        var size = 2;
        Write(bytes, incarnation, ref size);
        Write(bytes, listener, ref size);
        if (group != listener)
            Write(bytes, group, ref size);
        Write(bytes, position, ref size);
        Write(bytes, generation.Epoch, ref size);
        Write(bytes, generation.Ordinal, ref size);
        Write(bytes, index, ref size);
        Write(bytes, numbers.Length, ref size);
        var before = 0L;
        foreach (var number in numbers)
        {
            Write(bytes, number - before, ref size);
            before = number;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(bytes[size..], Checksum(bytes[..size]));
        return Base64Url.EncodeToString(bytes[..(size + ChecksumSize)]);
    }

    /// <summary>Whether the other token has the same contents.</summary>
    public bool Equals(EventToken? other) => other is not null
        && (Incarnation, Listener, Group, Position, Generation, Index)
            == (other.Incarnation, other.Listener, other.Group, other.Position, other.Generation, other.Index)
        && Numbers.AsSpan().SequenceEqual(other.Numbers.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Listener, Generation, Index);

    private static EventToken? ReadBody(ReadOnlySpan<byte> body)
    {
        var at = 2;
        if (!Read(body, ref at, out Guid incarnation) || !Read(body, ref at, out Guid listener))
            return null;
        var group = listener;
        if (body[1] == HasGroup && !Read(body, ref at, out group))
            return null;
        if (!Read(body, ref at, out long position) || !Read(body, ref at, out long epoch) || !Read(body, ref at, out long ordinal)
            || !Read(body, ref at, out long index) || !Read(body, ref at, out long count)
            || index > int.MaxValue || count is < 1 or > MaxNumbers)
        {
            return null;
        }

        var numbers = new long[count];
        var number = 0L;
        for (var i = 0; i < count; i++)
        {
            if (!Read(body, ref at, out long distance) || distance == 0 || distance > long.MaxValue - number)
                return null;
            numbers[i] = number += distance;
        }

        return at == body.Length
            ? new EventToken(
                incarnation, listener, group, position, new Generation(epoch, ordinal), (int)index, ImmutableCollectionsMarshal.AsImmutableArray(numbers))
            : null;
    }

    private static void Write(Span<byte> bytes, Guid uuid, ref int size)
    {
        uuid.TryWriteBytes(bytes[size..], bigEndian: true, out var written);
        size += written;
    }

    private static void Write(Span<byte> bytes, long number, ref int size) => size += Varint.Write((ulong)number, bytes[size..]);

    private static bool Read(ReadOnlySpan<byte> body, ref int at, out Guid uuid)
    {
        uuid = default;
        if (body.Length - at < GuidSize)
            return false;
        uuid = new Guid(body.Slice(at, GuidSize), bigEndian: true);
        at += GuidSize;
        return true;
    }

    private static bool Read(ReadOnlySpan<byte> body, ref int at, out long number)
    {
        number = 0;
        if (!Varint.TryRead(body[at..], out var value, out var length) || value > long.MaxValue)
            return false;
        number = (long)value;
        at += length;
        return true;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var checksum = ~0U;
        foreach (var part in bytes)
            checksum = BitOperations.Crc32C(checksum, part);
        return ~checksum;
    }
}
