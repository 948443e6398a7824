using MoCluster.Disks.Content;

namespace MoCluster.Disks;

/// <summary>
/// A disk in memory that loses what was not synced when the power fails, fills up, reports errors and turns bits. SQLite uses it through
/// the VFS of a <see cref="DiskMount"/>. What a power cut leaves is drawn, so that a seed decides it.
/// </summary>
/// <param name="draw">Draws one of the numbers from 0 up to, not including, its argument. Only a power cut calls it. If it draws
/// 0 only, everything is lost that was not synced.</param>
public sealed class LossyDisk(Func<int, int> draw)
{
    private readonly Lock _lock = new();
    private readonly DiskNames _names = new();
    private readonly FailurePlan _plan = new();
    private DiskProcess? _process;
    private bool _isPowerOff;

    /// <summary>How many operations changed the disk so far, or tried to: writes, changes of a length, syncs, new and deleted files.</summary>
    public long Operations
    {
        get
        {
            lock (_lock)
                return _plan.Operations;
        }
    }

    /// <summary>How many bytes all files may have together.</summary>
    public long Capacity { get; set; } = long.MaxValue;

    /// <summary>
    /// Whether a sync that fails loses its changes for good, as on Linux: they stay visible while the machine runs, but no later sync takes
    /// them to the disk. Otherwise the next sync makes up for it.
    /// </summary>
    public bool ForgetsAfterFailedSync { get; set; }

    /// <summary>Called with the file's path before a sync, by the thread that syncs: a test can hold that thread here. It must not throw.</summary>
    public Action<string>? BeforeSync { get; set; }

    /// <summary>Whether the power failed, by <see cref="FailAfter"/>, under the process that mounted the disk.</summary>
    public bool HasFailed
    {
        get
        {
            lock (_lock)
                return _isPowerOff;
        }
    }

    /// <summary>The paths of the files, sorted.</summary>
    public IReadOnlyList<string> Files
    {
        get
        {
            lock (_lock)
                return _names.Paths;
        }
    }

    /// <summary>
    /// Starts a process that uses the disk. The one before it, if it still runs, is killed. If the power is off, it comes back. Failures that
    /// are planned stay planned.
    /// </summary>
    public DiskMount Mount()
    {
        lock (_lock)
        {
            End(power: false);
            return new DiskMount(_process = new DiskProcess(this));
        }
    }

    /// <summary>
    /// Ends the process that mounted the disk, at once: each later operation of it fails. Failures that were planned do not happen any more.
    /// </summary>
    /// <param name="power">Whether the power fails with it: a process that is only killed loses nothing that it wrote.</param>
    public void Kill(bool power)
    {
        lock (_lock)
        {
            End(power);
            _plan.Clear();
        }
    }

    /// <summary>
    /// Makes the power fail after a number of operations, in the middle of the next one. From then on the process gets errors only;
    /// <see cref="Kill"/> or <see cref="Mount"/> draws what is left.
    /// </summary>
    /// <param name="operations">How many operations still work.</param>
    public void FailAfter(int operations)
    {
        lock (_lock)
            _plan.PowerFailsAfter(operations);
    }

    /// <summary>Makes one operation fail, after half of it where it is a write.</summary>
    /// <param name="operations">How many operations before it still work.</param>
    /// <param name="failure">Why it fails: <see cref="DiskFailure.Broken"/> or <see cref="DiskFailure.Full"/>.</param>
    /// <param name="isLasting">Whether all operations behind it fail as well, until <see cref="Heal"/>.</param>
    public void FailOnceAfter(int operations, DiskFailure failure, bool isLasting = false)
    {
        lock (_lock)
            _plan.FailsAfter(operations, failure, isLasting);
    }

    /// <summary>Ends all planned failures.</summary>
    public void Heal()
    {
        lock (_lock)
            _plan.Clear();
    }

    /// <summary>The content of a file.</summary>
    /// <param name="path">Its path.</param>
    public byte[] Contents(string path)
    {
        lock (_lock)
            return Bytes(_names.Get(path).Now);
    }

    /// <summary>Gives a file another content, or creates it, from outside any process. The change is durable.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="contents">The content.</param>
    public void Replace(string path, ReadOnlySpan<byte> contents)
    {
        lock (_lock)
        {
            var file = _names.Find(path) ?? _names.Create(path);
            var image = new DiskImage();
            image.Write(contents, 0);
            file.Replace(image);
            _names.Sync(path);
        }
    }

    /// <summary>Deletes a file, from outside any process. The change is durable.</summary>
    /// <param name="path">Its path.</param>
    public void Delete(string path)
    {
        lock (_lock)
        {
            _names.Get(path);
            _names.Delete(path);
            _names.Sync(path);
        }
    }

    /// <summary>Turns one bit of a file, for good. What the file held unsynced is durable then.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="bit">The bit: 8 × the offset of its byte, and its number in the byte.</param>
    public void Flip(string path, long bit)
    {
        lock (_lock)
        {
            var file = _names.Get(path);
            Span<byte> one = stackalloc byte[1];
            var image = file.Now.Copy();
            if (image.Read(one, bit / 8) == 0)
                throw new ArgumentOutOfRangeException(nameof(bit), bit, $"{path} has {image.Length} bytes.");
            one[0] ^= (byte)(1 << (int)(bit % 8));
            image.Write(one, bit / 8);
            file.Replace(image);
        }
    }

    /// <summary>A disk with the same content, synced and not, that nobody has mounted. It shares the bytes until one of the two writes.</summary>
    /// <param name="drawOfClone">Draws for it; by default as for this disk.</param>
    public LossyDisk Clone(Func<int, int>? drawOfClone = null)
    {
        var clone = new LossyDisk(drawOfClone ?? draw) { Capacity = Capacity, ForgetsAfterFailedSync = ForgetsAfterFailedSync };
        lock (_lock)
            clone._names.CopyFrom(_names);

        return clone;
    }

    /// <summary>Opens a file for a process.</summary>
    /// <returns>The file; null if it is not there and is not to be created.</returns>
    internal DiskFailure Open(DiskProcess process, string path, bool creates, out DiskFile? file)
    {
        lock (_lock)
        {
            file = _names.Find(path);
            if (process.IsDead)
                return DiskFailure.Off;
            if (file is not null || !creates)
                return DiskFailure.None;
            var failure = Begin(process);
            if (failure is DiskFailure.None or DiskFailure.Off)
                file = _names.Create(path);
            return failure;
        }
    }

    internal DiskFailure Read(DiskProcess process, DiskFile file, Span<byte> buffer, long offset, out int count)
    {
        lock (_lock)
        {
            count = 0;
            if (process.IsDead)
                return DiskFailure.Off;
            count = file.Now.Read(buffer, offset);
            return DiskFailure.None;
        }
    }

    internal DiskFailure Length(DiskProcess process, DiskFile file, out long length)
    {
        lock (_lock)
        {
            length = file.Now.Length;
            return process.IsDead ? DiskFailure.Off : DiskFailure.None;
        }
    }

    internal DiskFailure Write(DiskProcess process, DiskFile file, ReadOnlySpan<byte> bytes, long offset)
    {
        lock (_lock)
        {
            if (process.IsDead)
                return DiskFailure.Off;
            var failure = Begin(process);
            if (failure is DiskFailure.Broken or DiskFailure.Full)
            {
                bytes = bytes[..(bytes.Length / 2)];
            }
            else if (Capacity < long.MaxValue && offset + bytes.Length > file.Now.Length)
            {
                var room = Math.Max(Capacity - _names.Bytes + file.Now.Length - offset, 0);
                if (room < bytes.Length)
                {
                    bytes = bytes[..(int)room];
                    failure = failure == DiskFailure.None ? DiskFailure.Full : failure;
                }
            }

            file.Write(bytes, offset);
            return failure;
        }
    }

    internal DiskFailure SetLength(DiskProcess process, DiskFile file, long length)
    {
        lock (_lock)
        {
            if (process.IsDead)
                return DiskFailure.Off;
            var failure = Begin(process);
            if (failure is DiskFailure.None or DiskFailure.Off)
                file.SetLength(length);
            return failure;
        }
    }

    internal DiskFailure Sync(DiskProcess process, DiskFile file, string path, bool syncsNames)
    {
        BeforeSync?.Invoke(path);
        lock (_lock)
        {
            if (process.IsDead)
                return DiskFailure.Off;
            var failure = Begin(process);
            if (failure == DiskFailure.None)
                Sync(file, path, syncsNames);
            else if (failure != DiskFailure.Off && ForgetsAfterFailedSync)
                file.ForgetUnsynced();
            return failure;
        }
    }

    /// <summary>Deletes a file for a process.</summary>
    internal DiskFailure Delete(DiskProcess process, string path, bool isDurable, out bool wasThere)
    {
        lock (_lock)
        {
            wasThere = _names.Find(path) is not null;
            if (process.IsDead)
                return DiskFailure.Off;
            if (!wasThere)
                return DiskFailure.None;
            var failure = Begin(process);
            if (failure is DiskFailure.None or DiskFailure.Off)
                _names.Delete(path);
            if (isDurable && failure == DiskFailure.None)
                _names.Sync(path);
            return failure;
        }
    }

    private void End(bool power)
    {
        _process?.Die();
        if (!power && !_isPowerOff)
            return;
        _isPowerOff = false;
        _plan.Clear();
        _names.LosePower(draw);
    }

    private static byte[] Bytes(DiskImage image)
    {
        var bytes = new byte[image.Length];
        image.Read(bytes, 0);
        return bytes;
    }

    /// <summary>Counts an operation of a living process, which dies here if the power fails now.</summary>
    private DiskFailure Begin(DiskProcess process)
    {
        var failure = _plan.Next();
        if (failure == DiskFailure.Off)
        {
            process.Die();
            _isPowerOff = true;
        }

        return failure;
    }

    /// <summary>Syncs a file, and the directory with it if the name is new, as file systems do.</summary>
    private void Sync(DiskFile file, string path, bool syncsNames)
    {
        file.Sync();
        if (syncsNames || file.MayLoseName)
            _names.Sync(path);
    }
}
