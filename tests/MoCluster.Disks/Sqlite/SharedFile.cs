using System.Runtime.InteropServices;

namespace MoCluster.Disks.Sqlite;

/// <summary>What the connections of one process to one database share: its lock, and the memory that holds the index of the WAL.</summary>
internal sealed unsafe class SharedFile
{
    private const int SharedLocks = 8;
    private const int Unlock = 1;
    private const int Shared = 4;

    private static int s_regions;
    private readonly Lock _lock = new();
    private readonly List<nint> _regions = [];

    /// <summary>For each lock of the shared memory how many connections share it; -1 for one that has it alone.</summary>
    private readonly int[] _holders = new int[SharedLocks];
    private LockLevel _level;
    private int _readers;
    private int _mappings;

    /// <summary>How many regions of memory there are in all.</summary>
    public static int Regions => Volatile.Read(ref s_regions);

    /// <summary>How many connections have the file open. Guarded by <see cref="SharedFiles"/>.</summary>
    public int Connections { get; set; }

    /// <summary>Whether a connection is about to write.</summary>
    public bool IsReserved
    {
        get
        {
            lock (_lock)
                return _level > LockLevel.Shared;
        }
    }

    /// <summary>Raises a connection's lock, as SQLite's own VFS does within a process.</summary>
    public int Raise(ref LockLevel held, LockLevel level)
    {
        lock (_lock)
        {
            if (held >= level)
                return ResultCode.Ok;
            if (held != _level && (_level >= LockLevel.Pending || level > LockLevel.Shared))
                return ResultCode.Busy;
            if (level == LockLevel.Shared)
            {
                held = level;
                _readers++;
                _level = _level == LockLevel.None ? LockLevel.Shared : _level;
                return ResultCode.Ok;
            }

            // Nobody may begin to read while a writer waits for the last reader.
            var isBusy = level == LockLevel.Exclusive && _readers > 1;
            held = _level = isBusy ? LockLevel.Pending : level;
            return isBusy ? ResultCode.Busy : ResultCode.Ok;
        }
    }

    /// <summary>Lowers a connection's lock.</summary>
    public void Lower(ref LockLevel held, LockLevel level)
    {
        lock (_lock)
        {
            if (held <= level)
                return;
            if (held > LockLevel.Shared)
                _level = LockLevel.Shared;
            if (level == LockLevel.None && --_readers == 0)
                _level = LockLevel.None;
            held = level;
        }
    }

    /// <summary>Maps a region of the shared memory.</summary>
    /// <returns>The region; null if it is not there and is not to be made.</returns>
    public void* Map(ref bool isMapped, int region, int bytes, bool extends)
    {
        lock (_lock)
        {
            if (!isMapped)
                _mappings++;
            isMapped = true;
            if (region >= _regions.Count && !extends)
                return null;
            while (region >= _regions.Count)
            {
                _regions.Add((nint)NativeMemory.AllocZeroed((nuint)bytes));
                Interlocked.Increment(ref s_regions);
            }

            return (void*)_regions[region];
        }
    }

    /// <summary>Ends a connection's use of the shared memory. The last one frees it: it is not kept for the next process.</summary>
    public void Unmap(ref bool isMapped)
    {
        lock (_lock)
        {
            if (!isMapped)
                return;
            isMapped = false;
            if (--_mappings > 0)
                return;
            foreach (var region in _regions)
                NativeMemory.Free((void*)region);
            Interlocked.Add(ref s_regions, -_regions.Count);
            _regions.Clear();
        }
    }

    /// <summary>Takes or gives back locks of the shared memory, all or none.</summary>
    /// <param name="shared">The locks that the connection shares, as bits.</param>
    /// <param name="alone">The locks that the connection has alone, as bits.</param>
    /// <param name="first">The first lock.</param>
    /// <param name="count">How many.</param>
    /// <param name="flags">SQLite's flags: unlock or lock, shared or exclusive.</param>
    public int Lock(ref int shared, ref int alone, int first, int count, int flags)
    {
        lock (_lock)
        {
            var isShared = (flags & Shared) != 0;
            if ((flags & Unlock) != 0)
            {
                for (var index = first; index < first + count; index++)
                    GiveBack(ref shared, ref alone, index);
                return ResultCode.Ok;
            }

            for (var index = first; index < first + count; index++)
            {
                var isHeld = ((isShared ? shared : alone) & (1 << index)) != 0;
                if (!isHeld && (isShared ? _holders[index] < 0 : _holders[index] != 0))
                    return ResultCode.Busy;
            }

            for (var index = first; index < first + count; index++)
                Take(ref isShared ? ref shared : ref alone, index, isShared);
            return ResultCode.Ok;
        }
    }

    private void Take(ref int held, int index, bool isShared)
    {
        if ((held & (1 << index)) != 0)
            return;
        held |= 1 << index;
        _holders[index] = isShared ? _holders[index] + 1 : -1;
    }

    private void GiveBack(ref int shared, ref int alone, int index)
    {
        if ((alone & (1 << index)) != 0)
            _holders[index] = 0;
        else if ((shared & (1 << index)) != 0)
            _holders[index]--;
        shared &= ~(1 << index);
        alone &= ~(1 << index);
    }
}
