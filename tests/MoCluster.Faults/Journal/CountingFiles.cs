using MoCluster.Stores.Journal.Files;

namespace MoCluster.Faults.Journal;

/// <summary>Files on the disk. Counts the bytes read from them.</summary>
internal sealed class CountingFiles : IJournalFiles
{
    private readonly DiskFiles _disk = new();
    private long _read;

    /// <summary>How many bytes were read so far.</summary>
    public long Read => Volatile.Read(ref _read);

    public void CreateDirectory(string directory) => _disk.CreateDirectory(directory);

    public IReadOnlyList<string> List(string directory) => _disk.List(directory);

    public IJournalFile Create(string path) => new CountingFile(this, _disk.Create(path));

    public IJournalFile OpenWrite(string path) => new CountingFile(this, _disk.OpenWrite(path));

    public IJournalFile OpenRead(string path) => new CountingFile(this, _disk.OpenRead(path));

    public void Rename(string from, string to) => _disk.Rename(from, to);

    public void Delete(string path) => _disk.Delete(path);

    public void FlushDirectory(string directory) => _disk.FlushDirectory(directory);

    public IDisposable Lock(string path) => _disk.Lock(path);

    private sealed class CountingFile(CountingFiles files, IJournalFile inner) : IJournalFile
    {
        public long Length => inner.Length;

        public int Read(Span<byte> buffer, long offset)
        {
            var read = inner.Read(buffer, offset);
            Interlocked.Add(ref files._read, read);
            return read;
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset) => inner.Write(bytes, offset);

        public void Truncate(long length) => inner.Truncate(length);

        public void Flush() => inner.Flush();

        public void Dispose() => inner.Dispose();
    }
}
