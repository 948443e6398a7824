using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace MoCluster.Stores.Journal.Codec;

/// <summary>
/// Writes the journal's primitives into a growing buffer from the shared pool. Little-endian; lengths and counts as base-128 varints.
/// </summary>
internal sealed class ByteWriter : IDisposable
{
    /// <summary>Text that is not well-formed UTF-16 is refused, for it would be read back as another text.</summary>
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private byte[] _buffer;

    /// <summary>An empty writer.</summary>
    /// <param name="capacity">How many bytes are expected.</param>
    public ByteWriter(int capacity = 512) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>How many bytes were written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    /// <summary>Begins anew; a buffer that had to grow beyond a size is given back.</summary>
    public void Clear(int keep = int.MaxValue)
    {
        Length = 0;
        if (_buffer.Length <= keep)
            return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = ArrayPool<byte>.Shared.Rent(keep);
    }

    /// <summary>Forgets what was written after a length.</summary>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)Length);
        Length = length;
    }

    /// <summary>Gives the buffer back; the writer is not used any more.</summary>
    public void Dispose()
    {
        // Once only: a buffer that is given back twice would be lent to two.
        var buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
        Length = 0;
    }

    /// <summary>A place of the written bytes, to be filled in later.</summary>
    public Span<byte> Patch(int offset, int length) => _buffer.AsSpan(offset, length);

    /// <summary>Room for bytes that the caller fills in.</summary>
    public Span<byte> Reserve(int length)
    {
        if (_buffer.Length - Length < length)
            Grow(length);
        var span = _buffer.AsSpan(Length, length);
        Length += length;
        return span;
    }

    /// <summary>A byte.</summary>
    public void Byte(byte value) => Reserve(1)[0] = value;

    /// <summary>A truth value, as a byte.</summary>
    public void Bool(bool value) => Byte(value ? (byte)1 : (byte)0);

    /// <summary>A number that is not negative.</summary>
    public void Number(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        var rest = (ulong)value;
        Span<byte> bytes = stackalloc byte[10];
        var length = 0;
        while (rest >= 0x80)
        {
            bytes[length++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        bytes[length++] = (byte)rest;
        bytes[..length].CopyTo(Reserve(length));
    }

    /// <summary>Eight bytes.</summary>
    public void Fixed(long value) => BinaryPrimitives.WriteInt64LittleEndian(Reserve(8), value);

    /// <summary>A uuid.</summary>
    public void Guid(Guid value) => value.TryWriteBytes(Reserve(16));

    /// <summary>An instant, in ticks of UTC.</summary>
    public void Instant(DateTimeOffset value) => Fixed(value.UtcTicks);

    /// <summary>A text.</summary>
    /// <exception cref="ArgumentException">It is not well-formed UTF-16.</exception>
    public void Text(string value)
    {
        var length = Utf8.GetByteCount(value);
        Number(length);
        Utf8.GetBytes(value, Reserve(length));
    }

    /// <summary>A text or null.</summary>
    public void TextOrNull(string? value)
    {
        Bool(value is not null);
        if (value is not null)
            Text(value);
    }

    /// <summary>Bytes with their length.</summary>
    public void Bytes(ReadOnlySpan<byte> value)
    {
        Number(value.Length);
        Raw(value);
    }

    /// <summary>Bytes without their length.</summary>
    public void Raw(ReadOnlySpan<byte> value) => value.CopyTo(Reserve(value.Length));

    /// <summary>Words with their count.</summary>
    public void Words(ReadOnlySpan<ulong> value)
    {
        Number(value.Length);
        if (BitConverter.IsLittleEndian)
        {
            Raw(MemoryMarshal.AsBytes(value));
            return;
        }

        foreach (var word in value)
            Fixed((long)word);
    }

    private void Grow(int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(checked(Math.Max(_buffer.Length * 2, Length + length)));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
