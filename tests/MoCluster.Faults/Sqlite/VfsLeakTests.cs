using MoCluster.Disks;
using MoCluster.Disks.Sqlite;
using SQLitePCL;

namespace MoCluster.Faults.Sqlite;

/// <summary>However often a disk is mounted and loses power, nothing stays behind in native memory.</summary>
[Collection(nameof(AloneCollection))]
public sealed class VfsLeakTests
{
    private const string Settings = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;";

    [Fact]
    public void A_thousand_mounts_leave_no_native_memory_behind()
    {
        Mount(1);
        var (slots, regions, memory) = (VfsSlot.Count, SharedFile.Regions, raw.sqlite3_memory_used());
        for (var seed = 2; seed < 1_002; seed++)
            Mount(seed);
        Assert.Equal((slots, regions, memory), (VfsSlot.Count, SharedFile.Regions, raw.sqlite3_memory_used()));
    }

    private static void Mount(int seed)
    {
        var disk = new LossyDisk(new Random(seed).Next);
        using var mount = disk.Mount();
        disk.FailAfter(seed % 25);
        try
        {
            using var first = RawDatabase.Open(mount, Settings + "CREATE TABLE t (id INTEGER PRIMARY KEY, tx INTEGER, body BLOB)");
            using var second = RawDatabase.Open(mount, Settings);
            second.Insert(1, [1, 2, 3]);
            first.Insert(2, [1, 2, 3]);
        }
        catch (SqliteFailure) when (mount.IsDead)
        {
            // The power is off.
        }
    }
}
