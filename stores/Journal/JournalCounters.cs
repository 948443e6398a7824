namespace MoCluster.Stores.Journal;

/// <summary>What a journal did since it was opened.</summary>
/// <param name="Commits">Commits that became true.</param>
/// <param name="Groups">Physical writes that they shared, a flush each.</param>
/// <param name="Events">Events appended.</param>
/// <param name="Bytes">Bytes written to the log.</param>
public readonly record struct JournalCounters(long Commits, long Groups, long Events, long Bytes);
