namespace MoCluster.Grains.Storage.Commits;

/// <summary>Commits changes. Nothing becomes durable in another way (docs/architecture.md §4).</summary>
public interface ICommitStore
{
    /// <summary>
    /// Makes all changes of a commit, or none, and returns only when they are on disk. Many commits share one physical write; if the preconditions of one
    /// do not hold, only that one is refused.
    /// </summary>
    /// <param name="commit">The commit.</param>
    /// <returns>What the store assigned, or the first precondition that did not hold.</returns>
    /// <exception cref="ArgumentException">
    /// The commit breaks a rule, or contradicts the stored state in a way that only a mistake of its caller explains (a frontier that goes back, a
    /// generation used twice). Nothing was done, and no other commit is affected.
    /// </exception>
    /// <exception cref="StoreUnavailableException">Nothing was done, because the queue of commits is full, or the store is stopped or out of reach.</exception>
    /// <exception cref="CommitOutcomeUnknownException">The store could not find out whether the commit became true.</exception>
    ValueTask<CommitResult> CommitAsync(Commit commit);
}
