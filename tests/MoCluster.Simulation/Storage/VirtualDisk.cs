using MoCluster.Simulator.Scheduling;
using MoCluster.Stores.Journal.Files;

namespace MoCluster.Simulation.Storage;

/// <summary>
/// A disk in memory that loses unflushed data when the power fails. Of the writes to a file since its last flush, some of the first remain,
/// perhaps with half of the next one; of the changes of names since the last flush of their directory, some remain. What remains is drawn.
/// </summary>
/// <param name="run">The run, which draws what remains.</param>
internal sealed class VirtualDisk(SeededScheduler run)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, Content> _names = new(StringComparer.Ordinal);
    private readonly List<(string Name, Content? Before)> _unflushedNames = [];
    private Process? _process;
    private int? _operationsLeft;

    /// <summary>The file system as a process that starts now sees it.</summary>
    public IJournalFiles Mount() => _process = new Process(this);

    /// <summary>Makes the power fail at a number of writes or flushes of the log from now on, in the middle of the last one.</summary>
    public void FailAfter(int operations)
    {
        lock (_lock)
            _operationsLeft = operations;
    }

    /// <summary>Whether it has failed under the process that mounted it.</summary>
    public bool HasFailed => _process is { IsDead: true };

    /// <summary>Ends the process that mounted the disk, at once.</summary>
    /// <param name="power">Whether the power failed with it: a process that is only killed loses nothing that it wrote.</param>
    public void Kill(bool power)
    {
        lock (_lock)
        {
            if (_process is not null)
                _process.IsDead = true;
            _operationsLeft = null;
            if (!power)
                return;
            for (var keep = run.Draw(_unflushedNames.Count + 1); _unflushedNames.Count > keep;)
            {
                var (name, before) = _unflushedNames[^1];
                _unflushedNames.RemoveAt(_unflushedNames.Count - 1);
                if (before is null)
                    _names.Remove(name);
                else
                    _names[name] = before;
            }

            _unflushedNames.Clear();
            foreach (var content in _names.Values)
                content.LosePower(run);
        }
    }

    private void Name(string name, Content? content)
    {
        _unflushedNames.Add((name, _names.GetValueOrDefault(name)));
        if (content is null)
            _names.Remove(name);
        else
            _names[name] = content;
    }

    /// <summary>The bytes of a file, and the changes since they were flushed.</summary>
    private sealed class Content
    {
        private readonly List<(byte[] Bytes, long Offset)> _unflushed = [];
        private byte[] _flushed = [];

        public byte[] Now { get; private set; } = [];

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            _unflushed.Add((bytes.ToArray(), offset));
            Now = Written(Now, bytes, offset);
        }

        public void Truncate(long length)
        {
            // As good as flushed: the journal cuts only at its start, and would cut again.
            Now = Now[..(int)length];
            Flush();
        }

        public void Flush()
        {
            _unflushed.Clear();
            _flushed = Now;
        }

        public void LosePower(SeededScheduler run)
        {
            var image = _flushed;
            var whole = run.Draw(_unflushed.Count + 1);
            foreach (var (bytes, offset) in _unflushed.Take(whole))
                image = Written(image, bytes, offset);
            if (whole < _unflushed.Count && run.Draw(2) == 0)
            {
                var (bytes, offset) = _unflushed[whole];
                image = Written(image, bytes.AsSpan(0, run.Draw(bytes.Length + 1)), offset);
            }

            Now = image;
            Flush();
        }

        private static byte[] Written(byte[] image, ReadOnlySpan<byte> bytes, long offset)
        {
            var after = new byte[Math.Max(image.Length, (int)offset + bytes.Length)];
            image.CopyTo(after, 0);
            bytes.CopyTo(after.AsSpan((int)offset));
            return after;
        }
    }

    private sealed class Process(VirtualDisk disk) : IJournalFiles
    {
        public bool IsDead { get; set; }

        public void CreateDirectory(string directory) => Do(() => true);

        public IReadOnlyList<string> List(string directory) => Do(() => disk._names.Keys.Select(System.IO.Path.GetFileName).OfType<string>().ToArray());

        public IJournalFile Create(string path) => Do(() =>
        {
            var content = new Content();
            disk.Name(path, content);
            return new OpenFile(this, content, path);
        });

        public IJournalFile OpenWrite(string path) => Open(path);

        public IJournalFile OpenRead(string path) => Open(path);

        public void Rename(string from, string to) => Do(() =>
        {
            var content = disk._names[from];
            disk.Name(from, null);
            disk.Name(to, content);
            return true;
        });

        public void Delete(string path) => Do(() =>
        {
            disk.Name(path, null);
            return true;
        });

        public void FlushDirectory(string directory) => Do(() =>
        {
            disk._unflushedNames.Clear();
            return true;
        });

        public IDisposable Lock(string path) => new MemoryStream();

        public T Do<T>(Func<T> operation)
        {
            lock (disk._lock)
            {
                if (IsDead)
                    throw new IOException("The process is gone.");
                return operation();
            }
        }

        /// <summary>Performs a write or a flush: the power may fail before it or, for a write, in the middle of it.</summary>
        public void Change(string path, Action operation) => Do(() =>
        {
            if (disk._operationsLeft is { } left && System.IO.Path.GetFileName(path).StartsWith("log-", StringComparison.Ordinal))
            {
                disk._operationsLeft = left - 1;
                if (left <= 0)
                {
                    IsDead = true;
                    operation();
                    throw new IOException("The power failed.");
                }
            }

            operation();
            return true;
        });

        private OpenFile Open(string path) => Do(() => disk._names.TryGetValue(path, out var content)
            ? new OpenFile(this, content, path)
            : throw new FileNotFoundException("The file does not exist.", path));
    }

    private sealed class OpenFile(Process process, Content content, string path) : IJournalFile
    {
        public long Length => process.Do(() => content.Now.Length);

        public int Read(Span<byte> buffer, long offset)
        {
            var bytes = process.Do(() => content.Now);
            var length = (int)Math.Clamp(bytes.Length - offset, 0, buffer.Length);
            bytes.AsSpan((int)Math.Min(offset, bytes.Length), length).CopyTo(buffer);
            return length;
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            var copy = bytes.ToArray();
            process.Change(path, () => content.Write(copy, offset));
        }

        public void Truncate(long length) => process.Change(path, () => content.Truncate(length));

        public void Flush() => process.Change(path, () =>
        {
            // A flush during which the power fails has surely flushed nothing.
            if (!process.IsDead)
                content.Flush();
        });

        public void Dispose()
        {
        }
    }
}
