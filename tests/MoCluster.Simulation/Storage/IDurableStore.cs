using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;

namespace MoCluster.Simulation.Storage;

/// <summary>Makes commits durable in a run. The run's only thread drives it and kills it.</summary>
internal interface IDurableStore : IDisposable
{
    /// <summary>The current store behind it.</summary>
    IStore Store { get; }

    /// <summary>Judges a commit and makes it durable, and returns when the outcome is known.</summary>
    /// <exception cref="CommitOutcomeUnknownException">The disk failed, so the process must stop.</exception>
    CommitResult Commit(Commit commit);

    /// <summary>Kills it.</summary>
    void Kill();

    /// <summary>Starts it again from what is durable.</summary>
    /// <returns>The commits of unknown outcome that turn out to be durable, with their results.</returns>
    IReadOnlyList<(Commit Commit, CommitResult Result)> Begin();

    /// <summary>Makes its disk, if it has one, fail after a number of operations.</summary>
    void FailAfter(int operations);
}
