using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace MoCluster.Disks.Sqlite;

/// <summary>The functions of the VFS, as SQLite calls them.</summary>
internal static unsafe class VfsCalls
{
    private const int OpenCreate = 0x4;
    private const int OpenDeleteOnClose = 0x8;
    private const int OpenMainDatabase = 0x100;

    /// <summary>Journals and WALs.</summary>
    private const int OpenJournal = 0x800 | 0x4000 | 0x80000;
    private const int AccessExists = 0;
    private static readonly NativeMethods* s_methods = FileCalls.Methods();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int Open(NativeVfs* vfs, byte* path, NativeFile* file, int flags, int* outFlags)
    {
        file->Methods = null;
        var slot = SlotOf(vfs);
        if (slot.Process is not { } process)
            return ResultCode.CannotOpen;
        var name = path is null ? null : Text(path);
        Content.DiskFile? content;
        if (name is null)
            content = new Content.DiskFile(null);
        else if (process.Disk.Open(process, name, (flags & OpenCreate) != 0, out content) is not DiskFailure.None and var failure)
            return ResultCode.Of(failure, ResultCode.CannotOpen);
        if (content is null)
            return ResultCode.CannotOpen;
        var open = new OpenFile(slot, process, content, name)
        {
            Shared = (flags & OpenMainDatabase) != 0 ? process.Shared.Open(content) : null,
            DeletesOnClose = (flags & OpenDeleteOnClose) != 0,
            SyncsNames = (flags & OpenCreate) != 0 && (flags & OpenJournal) != 0,
        };
        file->Handle = GCHandle.ToIntPtr(GCHandle.Alloc(open));
        file->Methods = s_methods;
        if (outFlags is not null)
            *outFlags = flags;
        return ResultCode.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int Delete(NativeVfs* vfs, byte* path, int syncsDirectory)
    {
        if (SlotOf(vfs).Process is not { } process)
            return ResultCode.DeleteFailed;
        var failure = process.Disk.Delete(process, Text(path), syncsDirectory != 0, out var wasThere);
        if (failure != DiskFailure.None)
            return ResultCode.DeleteFailed;
        return wasThere ? ResultCode.Ok : ResultCode.NothingToDelete;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int Access(NativeVfs* vfs, byte* path, int flags, int* result)
    {
        *result = 0;
        if (SlotOf(vfs).Process is not { } process || process.Disk.Open(process, Text(path), creates: false, out var file) != DiskFailure.None)
            return ResultCode.AccessFailed;
        if (file is null)
            return ResultCode.Ok;

        // As SQLite's own VFS, which takes an empty file for none.
        var failure = process.Disk.Length(process, file, out var length);
        *result = flags != AccessExists || length > 0 ? 1 : 0;
        return ResultCode.Of(failure, ResultCode.AccessFailed);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int FullPath(NativeVfs* vfs, byte* path, int bytes, byte* fullPath)
    {
        var text = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(path);
        if (text.Length >= bytes)
            return ResultCode.CannotOpen;
        text.CopyTo(new Span<byte>(fullPath, bytes));
        fullPath[text.Length] = 0;
        return ResultCode.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int Randomness(NativeVfs* vfs, int bytes, byte* buffer)
    {
        Random.Shared.NextBytes(new Span<byte>(buffer, bytes));
        return bytes;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int Sleep(NativeVfs* vfs, int microseconds)
    {
        Thread.Sleep(TimeSpan.FromMicroseconds(microseconds));
        return microseconds;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int CurrentTime(NativeVfs* vfs, double* days)
    {
        *days = JulianMilliseconds() / 86_400_000.0;
        return ResultCode.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int CurrentTimeInt64(NativeVfs* vfs, long* milliseconds)
    {
        *milliseconds = JulianMilliseconds();
        return ResultCode.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int LastError(NativeVfs* vfs, int bytes, byte* text) => 0;

    private static VfsSlot SlotOf(NativeVfs* vfs) => (VfsSlot)GCHandle.FromIntPtr(vfs->AppData).Target!;

    private static string Text(byte* path) => Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(path));

    private static long JulianMilliseconds() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + 210_866_760_000_000;
}
