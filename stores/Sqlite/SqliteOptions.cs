using System.ComponentModel.DataAnnotations;

namespace MoCluster.Stores.Sqlite;

/// <summary>Where the embedded store keeps its database, and its limits.</summary>
public sealed record SqliteOptions
{
    /// <summary>The directory of the database; made if it is missing. A relative path begins where the process was started.</summary>
    [Required]
    public string Directory { get; init; } = "./data";

    /// <summary>How many commits may wait for the disk; further ones are refused, to be tried again.</summary>
    [Range(1, 1_000_000)]
    public int MaxQueuedCommits { get; init; } = 8_192;

    /// <summary>How many commits share one transaction at most.</summary>
    [Range(1, 100_000)]
    public int MaxBatchCommits { get; init; } = 1_024;

    /// <summary>After how many events and deliveries a batch takes no further commit. The commit that passes the limit still belongs to it.</summary>
    [Range(1, 1_000_000)]
    public int MaxBatchEvents { get; init; } = 20_000;

    /// <summary>How many events are kept in memory, the latest of all streams; older ones are read from the database.</summary>
    [Range(0, 100_000_000)]
    public int TailEvents { get; init; } = 100_000;

    /// <summary>How many reads go to the database at once; further ones wait.</summary>
    [Range(1, 256)]
    public int Readers { get; init; } = 4;

    /// <summary>The page cache of the writing connection in KiB; each reading connection has a quarter of it.</summary>
    [Range(1_024, 16_777_216)]
    public int CacheKiB { get; init; } = 65_536;

    /// <summary>After how many pages of 4 KiB in the WAL their content is moved into the database.</summary>
    [Range(16, 1_048_576)]
    public int CheckpointPages { get; init; } = 8_192;

    /// <summary>How many events, or results of mutations, one transaction deletes at most when their retention is over.</summary>
    [Range(1, 1_000_000)]
    public int TrimBatch { get; init; } = 50_000;

    /// <summary>SQLite's <c>synchronous</c>: tests show that they notice what a weaker one loses.</summary>
    internal string Synchronous { get; init; } = "FULL";

    /// <summary>Whether another connection moves the WAL into the database. Runs that a seed decides have no other thread.</summary>
    internal bool CheckpointBeside { get; init; } = true;
}
