namespace MoCluster.Stores.Journal;

/// <summary>Where a journal lives, and its limits.</summary>
public sealed record JournalOptions
{
    /// <summary>The directory; made when it is not there. One process at a time has it.</summary>
    public required string Directory { get; init; }

    /// <summary>How many commits may wait; one more is refused at once with <see cref="Grains.Storage.StoreUnavailableException"/>.</summary>
    public int MaxQueuedCommits { get; init; } = 8_192;

    /// <summary>How many commits share one physical write at most.</summary>
    public int MaxGroupCommits { get; init; } = 1_024;

    /// <summary>After how many bytes a group takes no further commit. The one that passes the limit still belongs to it.</summary>
    public int MaxGroupBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>How large one commit may be on disk, in bytes.</summary>
    public int MaxCommitBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>After how many bytes a log segment is followed by the next.</summary>
    public long SegmentBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How many events are kept in memory, the latest over all streams; older ones are read from the segments.</summary>
    public int TailEvents { get; init; } = 100_000;

    /// <summary>After how many bytes of log a snapshot of the state is written; later, when the last snapshot was larger than this.</summary>
    public long SnapshotBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>How many reads of old events go to the files at once; further ones wait.</summary>
    public int MaxFileReads { get; init; } = 4;

    /// <summary>
    /// Whether every byte of the log is read at the start, about a second a gigabyte, so that damage shows before anything is served.
    /// Otherwise that of events older than the snapshot shows when they are read.
    /// </summary>
    public bool VerifySegments { get; init; } = true;

    /// <summary>What is wrong with these options: a sentence each, empty when nothing is.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(Directory))
            problems.Add($"{nameof(Directory)} is empty; it names the directory of the journal.");
        Between(problems, nameof(MaxQueuedCommits), MaxQueuedCommits, 1, 1_000_000);
        Between(problems, nameof(MaxGroupCommits), MaxGroupCommits, 1, 100_000);
        Between(problems, nameof(MaxGroupBytes), MaxGroupBytes, 1, 256 * 1024 * 1024);
        Between(problems, nameof(MaxCommitBytes), MaxCommitBytes, 1024, 256 * 1024 * 1024);
        Between(problems, nameof(SegmentBytes), SegmentBytes, 4096, 1L << 40);
        Between(problems, nameof(TailEvents), TailEvents, 0, 100_000_000);
        Between(problems, nameof(SnapshotBytes), SnapshotBytes, 4096, 1L << 40);
        Between(problems, nameof(MaxFileReads), MaxFileReads, 1, 1024);
        return problems;
    }

    private static void Between(List<string> problems, string name, long value, long least, long most)
    {
        if (value < least || value > most)
            problems.Add($"{name} is {value}; it is between {least} and {most}.");
    }
}
