using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace MoCluster.Disks.Sqlite;

/// <summary>
/// A VFS that is registered with SQLite for as long as the process lives, and serves one mount after the other. So there are as many
/// as there were mounts at one time, however many mounts there are.
/// </summary>
internal sealed class VfsSlot
{
    private static readonly ConcurrentBag<VfsSlot> s_free = [];
    private static int s_count;
    private int _openFiles;

    private VfsSlot(string name) => Name = name;

    /// <summary>How many are registered.</summary>
    public static int Count => Volatile.Read(ref s_count);

    /// <summary>The name by which SQLite knows it.</summary>
    public string Name { get; }

    /// <summary>The process whose mount it serves.</summary>
    public DiskProcess? Process { get; private set; }

    /// <summary>A registered VFS for a process.</summary>
    public static VfsSlot Take(DiskProcess process)
    {
        if (!s_free.TryTake(out var slot))
            slot = Register();
        slot.Process = process;
        return slot;
    }

    /// <summary>SQLite opened a file.</summary>
    public void Opened() => Interlocked.Increment(ref _openFiles);

    /// <summary>SQLite closed a file.</summary>
    public void Closed() => Interlocked.Decrement(ref _openFiles);

    /// <summary>The mount is over. If SQLite still has files open, no other mount gets the VFS, since these must go on failing.</summary>
    public void Return()
    {
        if (Process is null || Volatile.Read(ref _openFiles) > 0)
            return;
        Process = null;
        s_free.Add(this);
    }

    private static unsafe VfsSlot Register()
    {
        var slot = new VfsSlot($"mocluster-disk-{Interlocked.Increment(ref s_count)}");
        var vfs = (NativeVfs*)NativeMemory.AllocZeroed((nuint)sizeof(NativeVfs));
        *vfs = new NativeVfs
        {
            Version = 2,
            FileBytes = sizeof(NativeFile),
            MaxPath = 512,
            Name = (byte*)Marshal.StringToCoTaskMemUTF8(slot.Name),
            AppData = GCHandle.ToIntPtr(GCHandle.Alloc(slot)),
            Open = &VfsCalls.Open,
            Delete = &VfsCalls.Delete,
            Access = &VfsCalls.Access,
            FullPath = &VfsCalls.FullPath,
            Randomness = &VfsCalls.Randomness,
            Sleep = &VfsCalls.Sleep,
            CurrentTime = &VfsCalls.CurrentTime,
            LastError = &VfsCalls.LastError,
            CurrentTimeInt64 = &VfsCalls.CurrentTimeInt64,
        };
        var code = NativeSqlite.Register(vfs, isDefault: 0);
        return code == ResultCode.Ok ? slot : throw new InvalidOperationException($"SQLite refused a VFS with code {code}.");
    }
}
