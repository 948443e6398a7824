using Microsoft.Win32.SafeHandles;

namespace MoCluster.Stores.Journal.Files;

/// <summary>A file on a disk.</summary>
internal sealed class DiskFile(SafeFileHandle handle) : IJournalFile
{
    /// <inheritdoc />
    public long Length => RandomAccess.GetLength(handle);

    /// <inheritdoc />
    public int Read(Span<byte> buffer, long offset)
    {
        var total = 0;
        while (total < buffer.Length)
        {
            var read = RandomAccess.Read(handle, buffer[total..], offset + total);
            if (read == 0)
                break;
            total += read;
        }

        return total;
    }

    /// <inheritdoc />
    public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(handle, bytes, offset);

    /// <inheritdoc />
    public void Truncate(long length) => RandomAccess.SetLength(handle, length);

    /// <inheritdoc />
    public void Flush() => RandomAccess.FlushToDisk(handle);

    /// <inheritdoc />
    public void Dispose() => handle.Dispose();
}
