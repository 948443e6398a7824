namespace MoCluster.Grains.Primitives;

/// <summary>
/// Numbers in as few bytes as they need: seven bits a byte, the lowest first; the eighth bit says that another byte follows. Tokens and stored rows hold
/// numbers in this form.
/// </summary>
public static class Varint
{
    /// <summary>The most bytes of a number.</summary>
    public const int MaxBytes = 10;

    private const int BitsPerByte = 7;
    private const byte Continues = 1 << BitsPerByte;

    /// <summary>Writes a number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="target">Takes the bytes; <see cref="MaxBytes"/> are always enough.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Write(ulong value, Span<byte> target)
    {
        var length = 0;
        for (; value >= Continues; value >>= BitsPerByte)
            target[length++] = (byte)(value | Continues);
        target[length++] = (byte)value;
        return length;
    }

    /// <summary>Reads a number from the beginning of bytes.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="value">The number.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <returns>False if the bytes end before the number does, or the number has more than <see cref="MaxBytes"/>.</returns>
    public static bool TryRead(ReadOnlySpan<byte> source, out ulong value, out int length)
    {
        value = 0;
        for (length = 0; length < source.Length && length < MaxBytes;)
        {
            var part = source[length];
            value |= (ulong)(part & (Continues - 1)) << (BitsPerByte * length++);
            if (part < Continues)
                return true;
        }

        return false;
    }
}
