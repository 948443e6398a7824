using System.Collections.Immutable;
using MoCluster.Stores.Journal.Files;

namespace MoCluster.Faults.Journal;

/// <summary>
/// Files in memory. After a given number of operations the power is cut: any sector that was not flushed may be there or not, and a
/// directory that was not flushed keeps any number of its changes, in their order. Or one operation fails, as on a full or a broken disk.
/// </summary>
internal sealed class PowerCutFiles : IJournalFiles
{
    private readonly Lock _lock = new();

    /// <summary>The directory as it was last flushed, and as it was after each later change.</summary>
    private readonly List<ImmutableDictionary<string, PowerCutContent>> _names;
    private readonly Random _random;
    private int _operations;

    /// <summary>An empty disk.</summary>
    /// <param name="random">Chooses what a power cut leaves.</param>
    public PowerCutFiles(Random random)
        : this(random, ImmutableDictionary<string, PowerCutContent>.Empty)
    {
    }

    private PowerCutFiles(Random random, ImmutableDictionary<string, PowerCutContent> names) => (_random, _names) = (random, [names]);

    /// <summary>After how many operations the power is cut. Every later operation fails.</summary>
    public int CutAfter { get; set; } = int.MaxValue;

    /// <summary>The number of the one operation that fails with an error, perhaps half done.</summary>
    public int FailAt { get; set; } = int.MaxValue;

    /// <summary>How many operations were done so far.</summary>
    public int Operations
    {
        get
        {
            lock (_lock)
                return _operations;
        }
    }

    /// <summary>What the disk holds when the power is back.</summary>
    public PowerCutFiles AfterPowerCut()
    {
        lock (_lock)
        {
            var names = _names[_random.Next(_names.Count)];
            return new PowerCutFiles(_random, names.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.AfterPowerCut(_random)));
        }
    }

    /// <summary>The same disk after the process ended: the count of operations starts again at zero.</summary>
    public PowerCutFiles Reopened()
    {
        lock (_lock)
            return new PowerCutFiles(_random, _names[^1]);
    }

    public void CreateDirectory(string directory)
    {
    }

    public IReadOnlyList<string> List(string directory)
    {
        lock (_lock)
            return [.. _names[^1].Keys.Order(StringComparer.Ordinal)];
    }

    public IJournalFile Create(string path)
    {
        var content = new PowerCutContent();
        Change(names => names.Add(NameOf(path), content));
        return new PowerCutFile(this, content);
    }

    public IJournalFile OpenWrite(string path) => OpenRead(path);

    public IJournalFile OpenRead(string path)
    {
        lock (_lock)
        {
            return new PowerCutFile(
                this, _names[^1].GetValueOrDefault(NameOf(path)) ?? throw new FileNotFoundException("There is no such file.", path));
        }
    }

    public void Rename(string from, string to) =>
        Change(names => names.Remove(NameOf(from)).SetItem(NameOf(to), names[NameOf(from)]));

    public void Delete(string path) => Change(names => names.Remove(NameOf(path)));

    public void FlushDirectory(string directory) => Do(fails =>
    {
        if (!fails)
            _names.RemoveRange(0, _names.Count - 1);
    });

    public IDisposable Lock(string path) => new MemoryStream();

    private static string NameOf(string path) => Path.GetFileName(path);

    private void Change(Func<ImmutableDictionary<string, PowerCutContent>, ImmutableDictionary<string, PowerCutContent>> change) =>
        Do(_ => _names.Add(change(_names[^1])));

    /// <summary>Does an operation. The one that is to fail does only a part of it, or nothing, and then throws.</summary>
    private void Do(Action<bool> operation)
    {
        lock (_lock)
        {
            if (++_operations > CutAfter)
                throw new IOException("The power is off.");
            var fails = _operations == FailAt;
            operation(fails);
            if (fails)
                throw new IOException("No space left on device.");
        }
    }

    private sealed class PowerCutFile(PowerCutFiles files, PowerCutContent content) : IJournalFile
    {
        public long Length
        {
            get
            {
                lock (files._lock)
                    return content.Length;
            }
        }

        public int Read(Span<byte> buffer, long offset)
        {
            lock (files._lock)
                return content.Read(buffer, offset);
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            var copy = bytes.ToArray();
            files.Do(fails => content.Write(fails ? copy.AsSpan(0, copy.Length / 2) : copy, offset));
        }

        public void Truncate(long length) => files.Do(fails =>
        {
            if (!fails)
                content.Truncate(length);
        });

        public void Flush() => files.Do(fails =>
        {
            if (!fails)
                content.Flush();
        });

        public void Dispose()
        {
        }
    }
}
