using System.Buffers.Binary;
using System.Text;

namespace MoCluster.Stores.PostgreSql.Formats;

/// <summary>Reads what <see cref="RowWriter"/> wrote.</summary>
/// <param name="bytes">The bytes.</param>
internal ref struct RowReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Whether all of it was read.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Reads a byte.</summary>
    /// <exception cref="InvalidDataException">The bytes end before.</exception>
    public byte Byte() => Take(1)[0];

    /// <summary>Reads a number.</summary>
    public long Number() => (long)Bits();

    /// <summary>Reads a number of either sign.</summary>
    public long Distance()
    {
        var bits = Bits();
        return (long)(bits >> 1) ^ -(long)(bits & 1);
    }

    /// <summary>Reads an instant.</summary>
    public DateTimeOffset Instant() => new(BinaryPrimitives.ReadInt64LittleEndian(Take(8)), TimeSpan.Zero);

    /// <summary>Reads a uuid.</summary>
    public Guid Uuid() => new(Take(16), bigEndian: true);

    /// <summary>Reads a text.</summary>
    public string Text() => Text(Bytes());

    /// <summary>Reads a text that may not be needed: <see cref="Text(ReadOnlySpan{byte})"/> makes it.</summary>
    public ReadOnlySpan<byte> Bytes() => Take(checked((int)Number()));

    /// <summary>Reads bytes whose length is known.</summary>
    public ReadOnlySpan<byte> Raw(int length) => Take(length);

    /// <summary>The text of what <see cref="Bytes"/> read.</summary>
    public static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    private ulong Bits()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }

        throw new InvalidDataException("A stored number is longer than ten bytes: the row is damaged.");
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length < 0 || length > _rest.Length)
            throw new InvalidDataException($"A stored row ends {length - _rest.Length} bytes too early: it is damaged.");
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
