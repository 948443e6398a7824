using System.ComponentModel.DataAnnotations;

namespace MoCluster.Stores.Journal;

/// <summary>Where a journal lives, and its limits.</summary>
public sealed record JournalOptions
{
    /// <summary>The journal's directory; made when it is missing. A relative one is taken from where the process was started.</summary>
    [Required]
    public string Directory { get; init; } = "./data";

    /// <summary>How many commits may wait for the disk; further ones are refused, to be tried again.</summary>
    [Range(1, 1_000_000)]
    public int MaxQueuedCommits { get; init; } = 8_192;

    /// <summary>How many commits share one physical write at most.</summary>
    [Range(1, 100_000)]
    public int MaxGroupCommits { get; init; } = 1_024;

    /// <summary>After how many bytes a group takes no further commit. The one that passes the limit still belongs to it.</summary>
    [Range(1, 256 * 1024 * 1024)]
    public int MaxGroupBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>How large one commit may be on disk, in bytes.</summary>
    [Range(1024, 256 * 1024 * 1024)]
    public int MaxCommitBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>After how many bytes a segment of the log is followed by the next.</summary>
    [Range(typeof(long), "4096", "1099511627776")]
    public long SegmentBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How many events are kept in memory, the latest of all streams; older ones are read from the files.</summary>
    [Range(0, 100_000_000)]
    public int TailEvents { get; init; } = 100_000;

    /// <summary>After how many bytes of log a snapshot of the state is written, which is how much a start reads at most besides it.</summary>
    [Range(typeof(long), "4096", "1099511627776")]
    public long SnapshotBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>How many reads of old events go to the files at once; further ones wait.</summary>
    [Range(1, 1024)]
    public int MaxFileReads { get; init; } = 4;

    /// <summary>
    /// Whether every byte of the log is read at the start, about a second a gigabyte, so that damage shows before anything is served.
    /// Otherwise that of events older than the snapshot shows when they are read.
    /// </summary>
    public bool VerifySegments { get; init; } = true;
}
