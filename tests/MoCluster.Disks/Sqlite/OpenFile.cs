using MoCluster.Disks.Content;

namespace MoCluster.Disks.Sqlite;

/// <summary>A file that a connection has open.</summary>
internal sealed unsafe class OpenFile
{
    private readonly VfsSlot _slot;
    private readonly DiskProcess _process;
    private readonly DiskFile _content;
    private readonly string? _path;
    private LockLevel _lock;
    private bool _isMapped;
    private int _sharedLocks;
    private int _ownLocks;

    /// <summary>Opens a file.</summary>
    /// <param name="slot">The VFS that opened it.</param>
    /// <param name="process">The process that opened it.</param>
    /// <param name="content">The file.</param>
    /// <param name="path">Its path; null for a file without a name.</param>
    public OpenFile(VfsSlot slot, DiskProcess process, DiskFile content, string? path)
    {
        (_slot, _process, _content, _path) = (slot, process, content, path);
        slot.Opened();
    }

    /// <summary>What the connections to a database share; null for another file.</summary>
    public SharedFile? Shared { get; init; }

    /// <summary>Whether closing it deletes it.</summary>
    public bool DeletesOnClose { get; init; }

    /// <summary>Whether its next sync makes the names in its directory durable, as that of a WAL in SQLite's own VFS, once after each open.</summary>
    public bool SyncsNames { get; set; }

    /// <summary>Whether the last connection leaves the WAL where it is.</summary>
    public bool KeepsWal { get; set; }

    /// <summary>Whether a connection is about to write.</summary>
    public bool IsReserved => Shared is { IsReserved: true };

    private LossyDisk Disk => _process.Disk;

    public void Close()
    {
        if (Shared is not null)
        {
            Shared.Lock(ref _sharedLocks, ref _ownLocks, 0, 8, flags: 1);
            Shared.Unmap(ref _isMapped);
            Shared.Lower(ref _lock, LockLevel.None);
            _process.Shared.Close(_content);
        }

        if (DeletesOnClose && _path is not null)
            Disk.Delete(_process, _path, isDurable: false, out _);
        _slot.Closed();
    }

    public int Read(Span<byte> buffer, long offset)
    {
        var failure = Disk.Read(_process, _content, buffer, offset, out var count);
        if (failure == DiskFailure.None && count < buffer.Length)
        {
            buffer[count..].Clear();
            return ResultCode.ShortRead;
        }

        return ResultCode.Of(failure, ResultCode.ReadFailed);
    }

    public int Write(ReadOnlySpan<byte> bytes, long offset) =>
        ResultCode.Of(Disk.Write(_process, _content, bytes, offset), ResultCode.WriteFailed);

    public int SetLength(long length) => ResultCode.Of(Disk.SetLength(_process, _content, length), ResultCode.TruncateFailed);

    public int Sync()
    {
        var failure = Disk.Sync(_process, _content, _path ?? "", SyncsNames);
        SyncsNames &= failure != DiskFailure.None;
        return ResultCode.Of(failure, ResultCode.SyncFailed);
    }

    public int Size(out long length) => ResultCode.Of(Disk.Length(_process, _content, out length), ResultCode.SizeFailed);

    public int Lock(LockLevel level)
    {
        if (_process.IsDead)
            return ResultCode.LockFailed;
        return Shared?.Raise(ref _lock, level) ?? ResultCode.Ok;
    }

    public int Unlock(LockLevel level)
    {
        Shared?.Lower(ref _lock, level);
        return ResultCode.Ok;
    }

    public int MapShared(int region, int bytes, bool extends, out void* memory)
    {
        memory = null;
        if (_process.IsDead || Shared is null)
            return ResultCode.SharedMapFailed;
        memory = Shared.Map(ref _isMapped, region, bytes, extends);
        return ResultCode.Ok;
    }

    public int LockShared(int first, int count, int flags)
    {
        const int Unlocks = 1;
        if (Shared is null || (_process.IsDead && (flags & Unlocks) == 0))
            return ResultCode.SharedLockFailed;
        return Shared.Lock(ref _sharedLocks, ref _ownLocks, first, count, flags);
    }

    public void UnmapShared() => Shared?.Unmap(ref _isMapped);
}
