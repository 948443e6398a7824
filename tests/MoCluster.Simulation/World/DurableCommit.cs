using MoCluster.Grains.Storage.Commits;

namespace MoCluster.Simulation.World;

/// <summary>A commit that became durable.</summary>
/// <param name="Client">The silo that made it.</param>
/// <param name="Commit">The commit.</param>
/// <param name="Result">Its result.</param>
/// <param name="Moment">When it was made, in the order of the history; if the log was read for it, when that was.</param>
/// <param name="Now">The store's time then.</param>
internal sealed record DurableCommit(string Client, Commit Commit, CommitResult Result, long Moment, DateTimeOffset Now);
