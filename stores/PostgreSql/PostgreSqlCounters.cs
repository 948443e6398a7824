namespace MoCluster.Stores.PostgreSql;

/// <summary>What a store committed since it was opened.</summary>
/// <param name="Commits">Commits.</param>
/// <param name="Batches">Transactions, each of a batch of commits.</param>
/// <param name="Expected">Those transactions that did not read their rows first, because the rows were as expected.</param>
public readonly record struct PostgreSqlCounters(long Commits, long Batches, long Expected);
