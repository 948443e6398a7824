using Microsoft.Extensions.Logging.Abstractions;
using MoCluster.Disks;
using MoCluster.Stores.Sqlite;

namespace MoCluster.Faults.Sqlite;

/// <summary>Opens the embedded store on a disk in memory.</summary>
internal static class DiskStore
{
    /// <summary>The store's directory on the disk.</summary>
    public const string Directory = "/data";

    /// <summary>Limits so small that a few commits reach all of them: several batches, checkpoints, reads from the disk, trims in steps.</summary>
    public static SqliteOptions Small { get; } = new()
    {
        Directory = Directory,
        MaxBatchCommits = 3,
        MaxBatchEvents = 20,
        TailEvents = 10,
        Readers = 2,
        CacheKiB = 1_024,
        CheckpointPages = 16,
        TrimBatch = 5,
    };

    /// <summary>Opens the store in a process.</summary>
    public static Task<SqliteStore> OpenAsync(DiskMount mount, TimeProvider? time = null, SqliteOptions? options = null) =>
        SqliteStore.OpenAsync(options ?? Small, time ?? TimeProvider.System, NullLogger.Instance, _ => { }, new MountedFiles(mount));
}
