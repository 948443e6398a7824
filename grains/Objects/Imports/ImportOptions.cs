using System.ComponentModel.DataAnnotations;

namespace MoCluster.Grains.Objects.Imports;

/// <summary>The limits of imports. An import needs memory for a line, the window and the commits under way, however long the file is.</summary>
public sealed record ImportOptions
{
    /// <summary>How many imports may run at a time in a process. More are refused, and may be tried again.</summary>
    [Range(1, 100)]
    public int MaxImports { get; init; } = 2;

    /// <summary>The longest line, in bytes. A longer one is an error of that line. 16 MiB: a line holds the whole history of an object.</summary>
    [Range(1024, 256 * 1024 * 1024)]
    public int MaxLineBytes { get; init; } = 16 << 20;

    /// <summary>
    /// How many lines may wait for objects to which they refer and that come later in the file. When more wait, the first of them is an error if
    /// those objects are still missing.
    /// </summary>
    [Range(1, 1_000_000)]
    public int WindowLines { get; init; } = 20_000;

    /// <summary>How many bytes the lines that wait may have together. 64 MiB.</summary>
    [Range(1024, 1 << 30)]
    public int WindowBytes { get; init; } = 64 << 20;

    /// <summary>How many objects are committed together. Objects that refer to each other in a circle are, even if they are more.</summary>
    [Range(1, 2000)]
    public int CommitObjects { get; init; } = 500;

    /// <summary>How many bytes the lines of objects that are committed together may have, unless there is only one. 4 MiB.</summary>
    [Range(1, 1 << 30)]
    public int CommitBytes { get; init; } = 4 << 20;

    /// <summary>How many commits an import may have on their way to the disk.</summary>
    [Range(1, 100)]
    public int CommitsUnderWay { get; init; } = 4;

    /// <summary>How many bytes of objects a dry run keeps in memory: all that it would have written. It ends when there are more. 256 MiB.</summary>
    [Range(1024, long.MaxValue)]
    public long DryRunBytes { get; init; } = 256L << 20;

    /// <summary>How many triggers of an import may run at the same time.</summary>
    [Range(1, 1000)]
    public int TriggerConcurrency { get; init; } = 32;

    /// <summary>How many errors an import tells, each in a line of its answer. Further ones are only counted.</summary>
    [Range(0, 1_000_000)]
    public int MaxErrors { get; init; } = 1000;

    /// <summary>How often an import tells how far it is.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromSeconds(1);
}
