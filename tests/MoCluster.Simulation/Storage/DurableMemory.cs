using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Stores.Memory;

namespace MoCluster.Simulation.Storage;

/// <summary>A server whose disk never fails: a judged commit is durable.</summary>
/// <param name="clock">Its clock.</param>
/// <param name="incarnation">The incarnation of its data.</param>
internal sealed class DurableMemory(TimeProvider clock, Guid incarnation) : IDurableStore
{
    private readonly MemoryStore _store = new(clock, incarnation);

    /// <inheritdoc/>
    public IStore Store => _store;

    /// <inheritdoc/>
    public CommitResult Commit(Commit commit) => _store.CommitAsync(commit).AsTask().GetAwaiter().GetResult();

    /// <inheritdoc/>
    public void Kill()
    {
    }

    /// <inheritdoc/>
    public IReadOnlyList<(Commit Commit, CommitResult Result)> Begin() => [];

    /// <inheritdoc/>
    public void FailAfter(int operations)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
