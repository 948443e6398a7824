namespace MoCluster.Stores.Sqlite;

/// <summary>What the embedded store did since it was opened.</summary>
/// <param name="Commits">How many commits became true.</param>
/// <param name="Batches">How many transactions made them durable.</param>
/// <param name="Events">How many events were appended.</param>
/// <param name="Pages">How many pages of 4 KiB were written.</param>
public sealed record SqliteCounters(long Commits, long Batches, long Events, long Pages);
