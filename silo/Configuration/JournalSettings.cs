using MoCluster.Stores.Journal;

namespace MoCluster.Silo.Configuration;

/// <summary>The limits of the journal (DESIGN.md §4). Only for <see cref="StoreKind.Journal"/>.</summary>
[Section("Journal", "The limits of the journal.")]
internal sealed record JournalSettings
{
    private static readonly JournalOptions Defaults = new() { Directory = "." };

    [Setting("How many commits may wait for the disk; further ones are refused, to be tried again.", Min = "1", Max = "1000000")]
    public int MaxQueuedCommits { get; init; } = Defaults.MaxQueuedCommits;

    [Setting("How many commits share one physical write at most.", Min = "1", Max = "100000")]
    public int MaxGroupCommits { get; init; } = Defaults.MaxGroupCommits;

    [Setting("After how many bytes a segment of the log is followed by the next.", Min = "4096", Max = "1099511627776")]
    public long SegmentBytes { get; init; } = Defaults.SegmentBytes;

    [Setting("After how many bytes of log a snapshot of the state is written, which is how much a start reads at most besides it.",
        Min = "4096", Max = "1099511627776")]
    public long SnapshotBytes { get; init; } = Defaults.SnapshotBytes;

    [Setting("How many events are kept in memory, the latest of all streams; older ones are read from the files.",
        Min = "0", Max = "100000000")]
    public int TailEvents { get; init; } = Defaults.TailEvents;

    /// <summary>The journal's own options.</summary>
    /// <param name="directory">Where it lives.</param>
    public JournalOptions In(string directory) => Defaults with
    {
        Directory = directory,
        MaxQueuedCommits = MaxQueuedCommits,
        MaxGroupCommits = MaxGroupCommits,
        SegmentBytes = SegmentBytes,
        SnapshotBytes = SnapshotBytes,
        TailEvents = TailEvents,
    };
}
