namespace MoCluster.Grains.Storage.Commits;

/// <summary>The store as writers see it: the one way by which anything becomes durable (DESIGN.md §4).</summary>
public interface ICommitStore
{
    /// <summary>
    /// Makes a commit true, whole or not at all, and returns only when it is on disk. Many commits share one physical write.
    /// A commit whose preconditions do not hold is refused alone.
    /// </summary>
    /// <param name="commit">What is to become true.</param>
    /// <returns>What was assigned, or the first precondition that did not hold.</returns>
    /// <exception cref="ArgumentException">
    /// The commit breaks a rule of its own parts, or contradicts what stands in a way that only its author's mistake explains (a frontier
    /// that goes back, a generation used twice). Nothing was done; no other commit is concerned.
    /// </exception>
    /// <exception cref="StoreUnavailableException">Nothing was done: the queue of commits is full, or the store is stopped or out of reach.</exception>
    /// <exception cref="CommitOutcomeUnknownException">Whether it became true could not be learnt.</exception>
    ValueTask<CommitResult> CommitAsync(Commit commit);
}
