using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace MoCluster.Stores.PostgreSql.Formats;

/// <summary>Writes values one after another into bytes: what is read as a whole and never looked into by a query.</summary>
internal sealed class RowWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(256);

    /// <summary>Takes what was written, and begins anew.</summary>
    public byte[] Take()
    {
        var taken = _bytes.WrittenSpan.ToArray();
        _bytes.ResetWrittenCount();
        return taken;
    }

    /// <summary>Writes a byte.</summary>
    public void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }

    /// <summary>Writes a number that is 0 or more: seven bits a byte, the lowest first.</summary>
    public void Number(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        Bits((ulong)value);
    }

    /// <summary>Writes a number of either sign, short where it is near 0: its sign is the lowest bit.</summary>
    public void Distance(long value) => Bits(((ulong)value << 1) ^ (ulong)(value >> 63));

    /// <summary>Writes an instant, in ticks.</summary>
    public void Instant(DateTimeOffset value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.GetSpan(8), value.UtcTicks);
        _bytes.Advance(8);
    }

    /// <summary>Writes a uuid.</summary>
    public void Uuid(Guid value)
    {
        value.TryWriteBytes(_bytes.GetSpan(16), bigEndian: true, out var written);
        _bytes.Advance(written);
    }

    /// <summary>Writes a text in UTF-8 behind its length in bytes.</summary>
    public void Text(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Number(length);
        Encoding.UTF8.GetBytes(value, _bytes.GetSpan(length));
        _bytes.Advance(length);
    }

    /// <summary>Room for bytes whose length its reader knows, for the caller to fill.</summary>
    public Span<byte> Reserve(int length)
    {
        var room = _bytes.GetSpan(length)[..length];
        _bytes.Advance(length);
        return room;
    }

    private void Bits(ulong rest)
    {
        for (; rest >= 0x80; rest >>= 7)
            Byte((byte)(rest | 0x80));
        Byte((byte)rest);
    }
}
