namespace MoCluster.Benchmarks;

/// <summary>What an embedded store did since it was opened.</summary>
/// <param name="Commits">Commits that became true.</param>
/// <param name="Batches">Physical writes, each of a batch of commits.</param>
/// <param name="Events">Events that were appended.</param>
/// <param name="Bytes">Bytes that were written for commits.</param>
internal readonly record struct StoreCounts(long Commits, long Batches, long Events, long Bytes)
{
    public StoreCounts Since(StoreCounts before) =>
        new(Commits - before.Commits, Batches - before.Batches, Events - before.Events, Bytes - before.Bytes);
}
