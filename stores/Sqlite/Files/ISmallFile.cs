namespace MoCluster.Stores.Sqlite.Files;

/// <summary>A file of a few bytes that is read and written as a whole, and never flushed.</summary>
internal interface ISmallFile : IDisposable
{
    /// <summary>Reads from the beginning of the file.</summary>
    /// <returns>How many bytes it has, up to the buffer's length.</returns>
    int Read(Span<byte> buffer);

    /// <summary>Writes the beginning of the file.</summary>
    void Write(ReadOnlySpan<byte> bytes);
}
