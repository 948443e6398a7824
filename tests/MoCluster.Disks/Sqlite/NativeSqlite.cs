using System.Runtime.InteropServices;

namespace MoCluster.Disks.Sqlite;

/// <summary>
/// What SQLitePCLRaw does not offer. The library's name and the folders that are searched for it are SQLitePCLRaw's, so both call one
/// instance; were they two, SQLite would refuse the name of the VFS.
/// </summary>
internal static partial class NativeSqlite
{
    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_register")]
    public static unsafe partial int Register(NativeVfs* vfs, int isDefault);
}
