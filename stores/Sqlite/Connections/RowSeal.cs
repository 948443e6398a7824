using System.Numerics;
using MoCluster.Stores.Formats;

namespace MoCluster.Stores.Sqlite.Connections;

/// <summary>
/// A CRC32C over the values of a row and their types. SQLite does not notice a bit that flips in a page of its file; the seal does.
/// </summary>
internal struct RowSeal
{
    private uint _crc;

    /// <summary>The seal of the values added so far.</summary>
    public readonly long Value => ~_crc;

    /// <summary>Adds a number.</summary>
    public void Add(long value) => Add(1, (ulong)value);

    /// <summary>Adds a null.</summary>
    public void AddNull() => Add(2, 0);

    /// <summary>Adds a text in UTF-8.</summary>
    public void AddText(ReadOnlySpan<byte> bytes)
    {
        Add(3, (ulong)bytes.Length);
        _crc = Crc32C.Append(_crc, bytes);
    }

    /// <summary>Adds bytes.</summary>
    public void AddBytes(ReadOnlySpan<byte> bytes)
    {
        Add(4, (ulong)bytes.Length);
        _crc = Crc32C.Append(_crc, bytes);
    }

    private void Add(byte kind, ulong value) => _crc = BitOperations.Crc32C(BitOperations.Crc32C(_crc, kind), value);
}
