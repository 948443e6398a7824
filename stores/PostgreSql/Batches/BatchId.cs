namespace MoCluster.Stores.PostgreSql.Batches;

/// <summary>A group's id: repeated under it, the same group finds its result or does the work, never both.</summary>
/// <param name="Lane">The lane; one is never used by two processes.</param>
/// <param name="Ordinal">The group's count within the lane, from 1.</param>
internal readonly record struct BatchId(Guid Lane, long Ordinal);
