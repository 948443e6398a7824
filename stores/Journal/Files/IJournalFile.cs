namespace MoCluster.Stores.Journal.Files;

/// <summary>An open file. Reads may run beside each other and beside a write elsewhere in it.</summary>
internal interface IJournalFile : IDisposable
{
    /// <summary>Its length, in bytes.</summary>
    long Length { get; }

    /// <summary>Reads until the buffer is full or the file ends.</summary>
    /// <returns>How many bytes were read.</returns>
    int Read(Span<byte> buffer, long offset);

    /// <summary>Writes all of the bytes.</summary>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Cuts it.</summary>
    void Truncate(long length);

    /// <summary>Returns when its content is on the disk.</summary>
    void Flush();
}
