using MoCluster.Stores.Journal.Files;

namespace MoCluster.Tests.Stores.Journal;

/// <summary>A file system that counts, and does before each operation what a test tells it: wait, or fail.</summary>
internal sealed class SeamFiles(IJournalFiles inner) : IJournalFiles
{
    private readonly List<(string Operation, string Name)> _done = [];

    /// <summary>Called before each operation with its name and the file's.</summary>
    public Action<string, string> Before { get; set; } = (_, _) => { };

    /// <summary>How often an operation was done to files of a kind.</summary>
    public int Count(string operation, string prefix = "")
    {
        lock (_done)
            return _done.Count(done => done.Operation == operation && done.Name.StartsWith(prefix, StringComparison.Ordinal));
    }

    /// <summary>The operations in their order, as "operation name".</summary>
    public IReadOnlyList<string> Done()
    {
        lock (_done)
            return [.. _done.Select(done => $"{done.Operation} {done.Name}")];
    }

    public void CreateDirectory(string directory) => inner.CreateDirectory(directory);

    public IReadOnlyList<string> List(string directory) => inner.List(directory);

    public IJournalFile Create(string path) => new SeamFile(this, path, Do("create", path, () => inner.Create(path)));

    public IJournalFile OpenWrite(string path) => new SeamFile(this, path, inner.OpenWrite(path));

    public IJournalFile OpenRead(string path) => new SeamFile(this, path, Do("read", path, () => inner.OpenRead(path)));

    public void Rename(string from, string to) => Do("rename", to, () => inner.Rename(from, to));

    public void Delete(string path) => Do("delete", path, () => inner.Delete(path));

    public void FlushDirectory(string directory) => Do("flush directory", "", () => inner.FlushDirectory(directory));

    public IDisposable Lock(string path) => inner.Lock(path);

    private void Do(string operation, string path, Action action) => Do(operation, path, () =>
    {
        action();
        return true;
    });

    private T Do<T>(string operation, string path, Func<T> action)
    {
        var name = Path.GetFileName(path);
        Before(operation, name);
        var result = action();
        lock (_done)
            _done.Add((operation, name));
        return result;
    }

    private sealed class SeamFile(SeamFiles files, string path, IJournalFile inner) : IJournalFile
    {
        public long Length => inner.Length;

        public int Read(Span<byte> buffer, long offset) => inner.Read(buffer, offset);

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            var copy = bytes.ToArray();
            files.Do("write", path, () => inner.Write(copy, offset));
        }

        public void Truncate(long length) => files.Do("truncate", path, () => inner.Truncate(length));

        public void Flush() => files.Do("flush", path, inner.Flush);

        public void Dispose() => inner.Dispose();
    }
}
