using System.Buffers.Binary;
using MoCluster.Stores.Formats;
using MoCluster.Stores.Journal.Files;

namespace MoCluster.Stores.Journal.Log;

/// <summary>
/// The file that says how far the log was flushed: a lower bound, for it is written after each flush and flushed by nobody. After a
/// process that was killed it is exact; after a power cut it may lag, never lead. So a start can tell a last frame that a crash left
/// unfinished, which nobody was promised, from the loss of frames that were.
/// </summary>
internal sealed class ConfirmedMark : IDisposable
{
    /// <summary>The file's name.</summary>
    public const string Name = "confirmed";

    private const uint Magic = 0x6b436f4d;
    private const int Length = 16;

    private readonly IJournalFile _file;
    private readonly uint _seed;
    private readonly byte[] _bytes = new byte[Length];

    private ConfirmedMark(IJournalFile file, uint seed) => (_file, _seed) = (file, seed);

    /// <summary>Reads how far the log was flushed.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="directory">The journal's directory.</param>
    /// <param name="seed">What frames are mixed with.</param>
    /// <returns>The ordinal of a frame that was; 0 when nothing is known.</returns>
    public static long Read(IJournalFiles files, string directory, uint seed)
    {
        if (!files.List(directory).Contains(Name))
            return 0;
        using var file = files.OpenRead(Path.Combine(directory, Name));
        Span<byte> bytes = stackalloc byte[Length];
        return file.Read(bytes, 0) == Length
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes) == Magic
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) == Crc32C.Of(bytes[..12], seed)
                ? BinaryPrimitives.ReadInt64LittleEndian(bytes[4..])
                : 0;
    }

    /// <summary>Opens the file to be written, and makes it where it is not there.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="directory">The journal's directory.</param>
    /// <param name="seed">What frames are mixed with.</param>
    public static ConfirmedMark Open(IJournalFiles files, string directory, uint seed)
    {
        var path = Path.Combine(directory, Name);
        return new ConfirmedMark(files.List(directory).Contains(Name) ? files.OpenWrite(path) : files.Create(path), seed);
    }

    /// <summary>Notes that a frame was flushed.</summary>
    /// <param name="ordinal">Its ordinal.</param>
    public void Write(long ordinal)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(4), ordinal);
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(12), Crc32C.Of(_bytes.AsSpan(0, 12), _seed));
        _file.Write(_bytes, 0);
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();
}
