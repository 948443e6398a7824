namespace MoCluster.Stores.PostgreSql;

/// <summary>What a store committed since it was opened.</summary>
/// <param name="Commits">Commits.</param>
/// <param name="Batches">Transactions, each of a batch of commits.</param>
/// <param name="Expected">Those of the transactions that were written at once, because their rows were as expected.</param>
public readonly record struct PostgreSqlCounters(long Commits, long Batches, long Expected);
