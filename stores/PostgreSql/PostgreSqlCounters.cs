namespace MoCluster.Stores.PostgreSql;

/// <summary>What a store did since it was opened.</summary>
/// <param name="Commits">Commits that became true.</param>
/// <param name="Groups">Transactions that they shared.</param>
public readonly record struct PostgreSqlCounters(long Commits, long Groups);
