using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;

namespace MoCluster.Simulation.Storage;

/// <summary>What makes commits durable in a run: driven from the run's one thread, and killed by it.</summary>
internal interface IDurable : IDisposable
{
    /// <summary>The store behind it, as it is now.</summary>
    IStore Store { get; }

    /// <summary>Makes a commit true, or not, and returns when that is known.</summary>
    /// <exception cref="CommitOutcomeUnknownException">Its disk failed: the process has to stop.</exception>
    CommitResult Commit(Commit commit);

    /// <summary>It is killed.</summary>
    void Kill();

    /// <summary>It begins anew from what is durable.</summary>
    /// <returns>The commits of unknown outcome of which it finds that they are true, with what they were given.</returns>
    IReadOnlyList<(Commit Commit, CommitResult Result)> Begin();

    /// <summary>Its disk fails after so many operations, where it has one.</summary>
    void FailAfter(int operations);
}
