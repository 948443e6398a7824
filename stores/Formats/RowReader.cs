using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using MoCluster.Grains.Primitives;

namespace MoCluster.Stores.Formats;

/// <summary>Reads values that <see cref="RowWriter"/> wrote, in the same order.</summary>
/// <param name="bytes">The bytes.</param>
internal ref struct RowReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Whether all bytes were read.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>The bytes that were not read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>Reads a byte.</summary>
    /// <exception cref="InvalidDataException">The bytes end too early.</exception>
    public byte Byte() => Take(1)[0];

    /// <summary>Reads a number that is 0 or more.</summary>
    public long Number() => (long)Bits();

    /// <summary>Reads a number of either sign.</summary>
    public long Distance()
    {
        var bits = Bits();
        return (long)(bits >> 1) ^ -(long)(bits & 1);
    }

    /// <summary>Reads an instant.</summary>
    public DateTimeOffset Instant() => new(BinaryPrimitives.ReadInt64LittleEndian(Take(8)), TimeSpan.Zero);

    /// <summary>Reads numbers.</summary>
    public ImmutableArray<long> Numbers()
    {
        var values = ImmutableArray.CreateBuilder<long>(checked((int)Number()));
        while (values.Count < values.Capacity)
            values.Add(Number());
        return values.MoveToImmutable();
    }

    /// <summary>Reads instants.</summary>
    public ImmutableArray<DateTimeOffset> Instants()
    {
        var values = ImmutableArray.CreateBuilder<DateTimeOffset>(checked((int)Number()));
        while (values.Count < values.Capacity)
            values.Add(Instant());
        return values.MoveToImmutable();
    }

    /// <summary>Reads a uuid.</summary>
    public Guid Uuid() => new(Take(16), bigEndian: true);

    /// <summary>Reads a text.</summary>
    public string Text() => Text(Bytes());

    /// <summary>Reads the bytes of a text that may not be needed; <see cref="Text(ReadOnlySpan{byte})"/> decodes them.</summary>
    public ReadOnlySpan<byte> Bytes() => Take(checked((int)Number()));

    /// <summary>Reads bytes of a known length.</summary>
    public ReadOnlySpan<byte> Raw(int length) => Take(length);

    /// <summary>Decodes a text that <see cref="Bytes"/> read.</summary>
    public static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    private ulong Bits()
    {
        if (!Varint.TryRead(_rest, out var value, out var length))
            throw new InvalidDataException("A number in a stored row ends too late or not at all: the row is damaged.");
        _rest = _rest[length..];
        return value;
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length < 0 || length > _rest.Length)
            throw new InvalidDataException($"A stored row ends {length - _rest.Length} bytes too early: the row is damaged.");
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
