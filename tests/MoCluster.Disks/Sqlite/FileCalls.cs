using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MoCluster.Disks.Sqlite;

/// <summary>The functions of an open file, as SQLite calls them.</summary>
internal static unsafe class FileCalls
{
    private const int ControlPersistWal = 10;

    /// <summary>The table of these functions, in memory that is never freed.</summary>
    public static NativeMethods* Methods()
    {
        var methods = (NativeMethods*)NativeMemory.AllocZeroed((nuint)sizeof(NativeMethods));
        *methods = new NativeMethods
        {
            Version = 2,
            Close = &Close,
            Read = &Read,
            Write = &Write,
            Truncate = &Truncate,
            Sync = &Sync,
            Size = &Size,
            Lock = &Lock,
            Unlock = &Unlock,
            CheckReservedLock = &CheckReservedLock,
            Control = &Control,
            SectorSize = &SectorSize,
            Characteristics = &Characteristics,
            SharedMap = &SharedMap,
            SharedLock = &SharedLock,
            SharedBarrier = &SharedBarrier,
            SharedUnmap = &SharedUnmap,
        };
        return methods;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(NativeFile* file)
    {
        NativeFile.Of(file).Close();
        GCHandle.FromIntPtr(file->Handle).Free();
        file->Methods = null;
        return ResultCode.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(NativeFile* file, byte* buffer, int bytes, long offset) =>
        NativeFile.Of(file).Read(new Span<byte>(buffer, bytes), offset);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(NativeFile* file, byte* buffer, int bytes, long offset) =>
        NativeFile.Of(file).Write(new ReadOnlySpan<byte>(buffer, bytes), offset);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(NativeFile* file, long length) => NativeFile.Of(file).SetLength(length);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(NativeFile* file, int flags) => NativeFile.Of(file).Sync();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Size(NativeFile* file, long* length) => NativeFile.Of(file).Size(out *length);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Lock(NativeFile* file, int level) => NativeFile.Of(file).Lock((LockLevel)level);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Unlock(NativeFile* file, int level) => NativeFile.Of(file).Unlock((LockLevel)level);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CheckReservedLock(NativeFile* file, int* result)
    {
        *result = NativeFile.Of(file).IsReserved ? 1 : 0;
        return ResultCode.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Control(NativeFile* file, int operation, void* argument)
    {
        if (operation != ControlPersistWal)
            return ResultCode.NotFound;
        var open = NativeFile.Of(file);
        var value = (int*)argument;
        if (*value < 0)
            *value = open.KeepsWal ? 1 : 0;
        else
            open.KeepsWal = *value != 0;
        return ResultCode.Ok;
    }

    /// <summary>As SQLite's own VFS says, so that SQLite writes here what it writes on a real disk.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SectorSize(NativeFile* file) => 4096;

    /// <summary>As SQLite's own VFS: a write spoils no byte beside it (0x1000), and parts of a page may be read (0x8000).</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Characteristics(NativeFile* file) => 0x1000 | 0x8000;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SharedMap(NativeFile* file, int region, int bytes, int extends, void** memory) =>
        NativeFile.Of(file).MapShared(region, bytes, extends != 0, out *memory);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SharedLock(NativeFile* file, int first, int count, int flags) => NativeFile.Of(file).LockShared(first, count, flags);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void SharedBarrier(NativeFile* file) => Interlocked.MemoryBarrier();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SharedUnmap(NativeFile* file, int deletes)
    {
        NativeFile.Of(file).UnmapShared();
        return ResultCode.Ok;
    }
}
