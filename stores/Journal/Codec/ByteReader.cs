using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace MoCluster.Stores.Journal.Codec;

/// <summary>Reads what <see cref="ByteWriter"/> wrote.</summary>
/// <exception cref="InvalidDataException">The bytes end too soon, or mean nothing.</exception>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>How many bytes were read.</summary>
    public int Position { get; private set; }

    /// <summary>Whether there are more.</summary>
    public readonly bool More => Position < _bytes.Length;

    /// <summary>Bytes without their length.</summary>
    public ReadOnlySpan<byte> Raw(int length)
    {
        if (length < 0 || length > _bytes.Length - Position)
            throw new InvalidDataException($"{length} bytes are expected where {_bytes.Length - Position} are left.");
        var span = _bytes.Slice(Position, length);
        Position += length;
        return span;
    }

    /// <summary>A byte.</summary>
    public byte Byte() => Raw(1)[0];

    /// <summary>A truth value.</summary>
    public bool Bool() => Byte() switch
    {
        0 => false,
        1 => true,
        var other => throw new InvalidDataException($"A truth value is 0 or 1, not {other}."),
    };

    /// <summary>A number that is not negative.</summary>
    public long Number()
    {
        ulong value = 0;
        for (var shift = 0; shift < 63; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return (long)value;
        }

        throw new InvalidDataException("A number has more than 63 bits.");
    }

    /// <summary>A count of items, each at least one byte long.</summary>
    public int Count()
    {
        var count = Number();
        if (count > _bytes.Length - Position)
            throw new InvalidDataException($"{count} items are announced where {_bytes.Length - Position} bytes are left.");
        return (int)count;
    }

    /// <summary>Eight bytes.</summary>
    public long Fixed() => BinaryPrimitives.ReadInt64LittleEndian(Raw(8));

    /// <summary>A uuid.</summary>
    public Guid Guid() => new(Raw(16));

    /// <summary>An instant.</summary>
    public DateTimeOffset Instant()
    {
        var ticks = Fixed();
        if (ticks < DateTimeOffset.MinValue.Ticks || ticks > DateTimeOffset.MaxValue.Ticks)
            throw new InvalidDataException($"There is no instant of {ticks} ticks.");
        return new DateTimeOffset(ticks, TimeSpan.Zero);
    }

    /// <summary>A text.</summary>
    public string Text() => Encoding.UTF8.GetString(Raw(Count()));

    /// <summary>A text or null.</summary>
    public string? TextOrNull() => Bool() ? Text() : null;

    /// <summary>Bytes.</summary>
    public ImmutableArray<byte> Bytes() => ImmutableArray.Create(Raw(Count()));

    /// <summary>Words.</summary>
    public ImmutableArray<ulong> Words()
    {
        var words = ImmutableArray.CreateBuilder<ulong>(Count());
        for (var i = 0; i < words.Capacity; i++)
            words.Add((ulong)Fixed());
        return words.MoveToImmutable();
    }
}
