using System.Runtime.InteropServices;

namespace MoCluster.Disks.Sqlite;

/// <summary>SQLite's <c>sqlite3_file</c> with the handle of an <see cref="OpenFile"/> behind it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeFile
{
    /// <summary>Null while nothing is open: SQLite then does not close it.</summary>
    public NativeMethods* Methods;
    public nint Handle;

    /// <summary>The open file.</summary>
    public static OpenFile Of(NativeFile* file) => (OpenFile)GCHandle.FromIntPtr(file->Handle).Target!;
}
