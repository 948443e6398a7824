namespace MoCluster.Stores.PostgreSql;

/// <summary>What a store did since it was opened.</summary>
/// <param name="Commits">Commits that became true.</param>
/// <param name="Groups">Transactions that they shared.</param>
/// <param name="Expected">Those of them that were written at once, on what was expected to be there.</param>
public readonly record struct PostgreSqlCounters(long Commits, long Groups, long Expected);
