using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using MoCluster.Grains.Primitives;

namespace MoCluster.Stores.Formats;

/// <summary>Writes values one after another into bytes that are read as a whole.</summary>
internal sealed class RowWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(256);

    /// <summary>Returns the bytes written so far, and clears the writer.</summary>
    public byte[] Take() => TakeSpan().ToArray();

    /// <summary>Returns the bytes written so far without a copy, and clears the writer. They are valid until the next value is written.</summary>
    public ReadOnlySpan<byte> TakeSpan()
    {
        var taken = _bytes.WrittenSpan;
        _bytes.ResetWrittenCount();
        return taken;
    }

    /// <summary>Writes a byte.</summary>
    public void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }

    /// <summary>Writes a number that is 0 or more, as a <see cref="Varint"/>.</summary>
    public void Number(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        Bits((ulong)value);
    }

    /// <summary>Writes a number of either sign, in few bytes if it is near 0: its sign becomes the lowest bit.</summary>
    public void Distance(long value) => Bits(((ulong)value << 1) ^ (ulong)(value >> 63));

    /// <summary>Writes an instant, in ticks.</summary>
    public void Instant(DateTimeOffset value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.GetSpan(8), value.UtcTicks);
        _bytes.Advance(8);
    }

    /// <summary>Writes how many numbers there are, then the numbers, each 0 or more.</summary>
    public void Numbers(ImmutableArray<long> values)
    {
        Number(values.Length);
        foreach (var value in values)
            Number(value);
    }

    /// <summary>Writes how many instants there are, then the instants.</summary>
    public void Instants(ImmutableArray<DateTimeOffset> values)
    {
        Number(values.Length);
        foreach (var value in values)
            Instant(value);
    }

    /// <summary>Writes a uuid.</summary>
    public void Uuid(Guid value)
    {
        value.TryWriteBytes(_bytes.GetSpan(16), bigEndian: true, out var written);
        _bytes.Advance(written);
    }

    /// <summary>Writes the length of a text in bytes, then the text in UTF-8.</summary>
    public void Text(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Number(length);
        Encoding.UTF8.GetBytes(value, _bytes.GetSpan(length));
        _bytes.Advance(length);
    }

    /// <summary>Reserves bytes for the caller to fill; the reader must know their length.</summary>
    public Span<byte> Reserve(int length)
    {
        var room = _bytes.GetSpan(length)[..length];
        _bytes.Advance(length);
        return room;
    }

    private void Bits(ulong value) => _bytes.Advance(Varint.Write(value, _bytes.GetSpan(Varint.MaxBytes)));
}
