using MoCluster.Disks.Content;

namespace MoCluster.Disks.Sqlite;

/// <summary>A file that a connection has open.</summary>
internal sealed unsafe class OpenFile
{
    private readonly VfsSlot _slot;
    private readonly DiskProcess _process;
    private readonly DiskFile _content;
    private readonly string? _path;
    private readonly bool _deletesOnClose;
    private readonly SharedFile? _shared;
    private LockLevel _lock;
    private bool _isMapped;
    private int _sharedLocks;
    private int _ownLocks;

    /// <summary>Opens a file.</summary>
    /// <param name="slot">The VFS that opened it.</param>
    /// <param name="process">The process that opened it.</param>
    /// <param name="content">The file.</param>
    /// <param name="path">Its path; null for a file without a name.</param>
    /// <param name="deletesOnClose">Whether closing it deletes it.</param>
    /// <param name="isDatabase">Whether it is a database, which connections share.</param>
    public OpenFile(VfsSlot slot, DiskProcess process, DiskFile content, string? path, bool deletesOnClose, bool isDatabase)
    {
        (_slot, _process, _content, _path, _deletesOnClose) = (slot, process, content, path, deletesOnClose);
        _shared = isDatabase ? process.Shared.Open(content) : null;
        slot.Opened();
    }

    /// <summary>Whether the last connection leaves the WAL where it is.</summary>
    public bool KeepsWal { get; set; }

    /// <summary>Whether a connection is about to write.</summary>
    public bool IsReserved => _shared is { IsReserved: true };

    private LossyDisk Disk => _process.Disk;

    public void Close()
    {
        if (_shared is not null)
        {
            _shared.Lock(ref _sharedLocks, ref _ownLocks, 0, 8, flags: 1);
            _shared.Unmap(ref _isMapped);
            _shared.Lower(ref _lock, LockLevel.None);
            _process.Shared.Close(_content);
        }

        if (_deletesOnClose && _path is not null)
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

    public int Sync() => ResultCode.Of(Disk.Sync(_process, _content, _path ?? ""), ResultCode.SyncFailed);

    public int Size(out long length) => ResultCode.Of(Disk.Length(_process, _content, out length), ResultCode.SizeFailed);

    public int Lock(LockLevel level)
    {
        if (_process.IsDead)
            return ResultCode.LockFailed;
        return _shared?.Raise(ref _lock, level) ?? ResultCode.Ok;
    }

    public int Unlock(LockLevel level)
    {
        _shared?.Lower(ref _lock, level);
        return ResultCode.Ok;
    }

    public int MapShared(int region, int bytes, bool extends, out void* memory)
    {
        memory = null;
        if (_process.IsDead || _shared is null)
            return ResultCode.SharedMapFailed;
        memory = _shared.Map(ref _isMapped, region, bytes, extends);
        return ResultCode.Ok;
    }

    public int LockShared(int first, int count, int flags)
    {
        const int Unlocks = 1;
        if (_shared is null || (_process.IsDead && (flags & Unlocks) == 0))
            return ResultCode.SharedLockFailed;
        return _shared.Lock(ref _sharedLocks, ref _ownLocks, first, count, flags);
    }

    public void UnmapShared() => _shared?.Unmap(ref _isMapped);
}
